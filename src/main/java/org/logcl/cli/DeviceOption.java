package org.logcl.cli;

import java.util.List;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import picocli.CommandLine.Option;

/** A device that is trusted with a user's results. */
final class DeviceOption extends DeviceRequest {
  @Option(
      names = "--allow-inexact",
      description =
          "Go on with a device whose arithmetic the probe finds wrong. Results are then the device's own; a model says so.")
  private boolean allowInexact;

  DeviceOption(Devices devices) {
    super(devices);
  }

  /** Begins to open the device, if it computes exactly or need not. */
  Opening begin() {
    return begin(!allowInexact, DeviceOption::warn);
  }

  /** What was chosen for its exactness has no failures. */
  private static void warn(Backend backend, Output output) {
    List<String> failures = backend.probeFailures();
    if (!failures.isEmpty()) {
      output.warn(
          backend.device()
              + " computes inexactly, and --allow-inexact goes on with it; other devices give other results: "
              + String.join("; ", failures));
    }
  }
}
