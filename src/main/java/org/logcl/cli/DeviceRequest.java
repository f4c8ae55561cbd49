package org.logcl.cli;

import java.util.function.BiConsumer;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import picocli.CommandLine.Option;

/** The device to compute on. */
abstract class DeviceRequest {
  private final Devices devices;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "auto",
      description = {
        "auto, gpu, cpu, reference, or a part of a device's or platform's name. Default: auto, which prefers a GPU, then another"
            + " OpenCL device, then reference (plain Java, no OpenCL). What is asked for by kind or name never falls back."
      })
  private String request;

  DeviceRequest(Devices devices) {
    this.devices = devices;
  }

  /**
   * Begins to open the device, beside what the command does meanwhile.
   *
   * @param exact whether to refuse a device that computes inexactly
   * @param check looks at the open device before it is handed out
   */
  final Opening begin(boolean exact, BiConsumer<Backend, Output> check) {
    String asked = request();
    return Opening.begin(
        exact ? () -> devices.choose(asked) : () -> devices.chooseUnprobed(asked), check);
  }

  private String request() {
    if (request.isBlank()) { // a part of every name
      throw new InputException("--device is empty; it can be " + Devices.CHOICES);
    }
    return request;
  }
}
