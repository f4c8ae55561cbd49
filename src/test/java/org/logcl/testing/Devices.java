package org.logcl.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Named;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Tuning;
import org.logcl.kernel.TwinBackend;
import org.logcl.opencl.OpenCl;
import org.logcl.opencl.OpenClDevice;
import org.opentest4j.TestAbortedException;

/**
 * The OpenCL devices that tests run on. Without one, a test is skipped at a desk and fails in CI
 * (environment variable CI=true). The system property {@code logcl.test.platform} asks for one
 * platform by a part of its name, and insists on it; {@code logcl.test.buildOptions} adds compiler
 * options.
 */
public final class Devices {
  private static final String PLATFORM = System.getProperty("logcl.test.platform", "");
  private static final String OPTIONS = System.getProperty("logcl.test.buildOptions", "");
  private static List<OpenClDevice> found;
  private static List<Named<Backend>> opened;

  private Devices() {}

  /** All devices, or those of the platform asked for; a parameter source. */
  public static synchronized Stream<OpenClDevice> all() {
    if (found == null) {
      found = find();
    }
    return found.stream();
  }

  /**
   * The twin and every device, the fast ones in several tunings, each opened once for all tests and
   * closed by the end of the process; a parameter source.
   */
  public static synchronized Stream<Named<Backend>> backends() {
    if (opened == null) {
      opened = new ArrayList<>();
      opened.add(Named.of("twin", new TwinBackend()));
      try {
        for (OpenClDevice device : all().toList()) {
          for (Tuning tuning : tunings(device)) {
            opened.add(Named.of(device + " " + tuning, new OpenClBackend(device, OPTIONS, tuning)));
          }
        }
      } catch (TestAbortedException e) {
        // At a desk without devices the twin is tested all the same.
      }
    }
    return opened.stream();
  }

  /**
   * Tunings to try: each flavour, and several group sizes. Devices for checking get their default,
   * the GPU flavour: llvmpipe's compiler takes minutes over the vectors of the CPU flavour, and
   * Oclgrind's check for uninitialised reads crashes on them.
   */
  public static List<Tuning> tunings(OpenClDevice device) {
    Tuning cpu = new Tuning(Tuning.Flavour.CPU, 16);
    Tuning gpu = new Tuning(Tuning.Flavour.GPU, 64);
    return isSlow(device)
        ? List.of(Tuning.of(device.info()))
        : List.of(cpu, gpu, new Tuning(Tuning.Flavour.CPU, 1));
  }

  /** The fastest device there is. */
  public static OpenClDevice first() {
    return all()
        .filter(device -> !device.info().isForChecking())
        .findFirst()
        .orElseGet(() -> all().findFirst().get());
  }

  /** Opens a device with the options asked for. */
  public static OpenClBackend open(OpenClDevice device) {
    return new OpenClBackend(device, OPTIONS, Tuning.of(device.info()));
  }

  /** Whether the device needs tiny shapes to end in time. */
  public static boolean isSlow(OpenClDevice device) {
    return device.info().isForChecking();
  }

  /** Whether the backend needs tiny shapes to end in time. */
  public static boolean isSlow(Backend backend) {
    return backend instanceof OpenClBackend device && device.info().isForChecking();
  }

  private static List<OpenClDevice> find() {
    List<OpenClDevice> devices = new ArrayList<>();
    String why = "";
    try {
      for (OpenClDevice device : OpenCl.devices().devices()) {
        boolean wanted = device.info().platform().contains(PLATFORM);
        // A device asked for by name is the only one; Oclgrind runs only when asked for.
        if (wanted && (!PLATFORM.isEmpty() || !device.info().platform().contains("Oclgrind"))) {
          devices.add(device);
        }
      }
    } catch (DeviceUnavailableException e) {
      why = e.getMessage();
    }
    if (devices.isEmpty()) {
      String message =
          "No OpenCL device" + (PLATFORM.isEmpty() ? "" : " of platform " + PLATFORM) + ". " + why;
      if ("true".equals(System.getenv("CI")) || !PLATFORM.isEmpty()) {
        throw new AssertionError(message);
      }
      Assumptions.abort(message);
    }
    return devices;
  }
}
