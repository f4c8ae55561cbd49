package org.logcl.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.logcl.error.DeviceException;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.InputException;
import org.logcl.numerics.FusedMultiplyAdd;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenCl;
import org.logcl.opencl.OpenClDevice;

/**
 * Chooses a device, aloud: what is asked for by kind or name never falls back to another, and a
 * device is trusted only after the probe.
 */
public final class Devices {
  /** What may be asked for. */
  public static final String CHOICES =
      "auto, gpu, cpu, reference, or a part of the name of an OpenCL device or platform";

  private static final String REFERENCE_NOTE =
      "'--device reference' trains in plain Java and needs no OpenCL.";

  private static final Devices OF_THIS_MACHINE = new Devices(OpenCl::devices, OpenClBackend::new);

  private final Supplier<OpenCl.Found> finder;
  private final Function<OpenClDevice, Backend> opener;

  /**
   * Devices that somebody else finds and opens: how tests choose among devices that no machine has.
   */
  Devices(Supplier<OpenCl.Found> finder, Function<OpenClDevice, Backend> opener) {
    this.finder = finder;
    this.opener = opener;
  }

  /** The OpenCL devices of this machine, and the reference. */
  public static Devices ofThisMachine() {
    return OF_THIS_MACHINE;
  }

  /**
   * A device that was chosen and opened.
   *
   * @param backend the open device; the caller closes it
   * @param reason one line: what was chosen and why
   */
  public record Choice(Backend backend, String reason) {}

  /**
   * Opens the device that is asked for.
   *
   * @param request {@value #CHOICES}
   * @throws InputException where the request is blank
   * @throws DeviceUnavailableException where there is none such; the message names those that are
   *     there
   * @throws DeviceException where the device asked for fails, or computes inexactly
   */
  public static Choice open(String request) {
    return OF_THIS_MACHINE.choose(request);
  }

  /**
   * As {@link #open(String)}, but opens a device that computes inexactly too: to verify it, or
   * where the user insists. {@link Backend#probeFailures} says what is wrong with it.
   */
  public static Choice openUnprobed(String request) {
    return OF_THIS_MACHINE.chooseUnprobed(request);
  }

  /** As {@link #open}, of these devices. */
  public Choice choose(String request) {
    return choose(request, true);
  }

  /** As {@link #openUnprobed}, of these devices. */
  public Choice chooseUnprobed(String request) {
    return choose(request, false);
  }

  private Choice choose(String request, boolean probe) {
    if (request.isBlank()) {
      throw new InputException("The name of the device is blank; it may be " + CHOICES + ".");
    }
    return switch (request.toLowerCase(Locale.ROOT)) {
      case "reference" -> reference("reference, as asked for: plain Java, no OpenCL");
      case "auto" -> auto(probe);
      case "gpu" -> named(request, probe, device -> isOf(device, DeviceInfo.Type.GPU));
      case "cpu" -> named(request, probe, device -> isOf(device, DeviceInfo.Type.CPU));
      default -> named(request, probe, device -> matches(device.info(), request));
    };
  }

  /** Devices in the order in which {@code auto} takes them; those it never takes come last. */
  public static List<OpenClDevice> inOrder(List<OpenClDevice> devices) {
    return devices.stream().sorted(Comparator.comparingInt(Devices::rank)).toList();
  }

  private static int rank(OpenClDevice device) {
    DeviceInfo info = device.info();
    if (info.isForChecking()) {
      return 3;
    }
    if (info.type() == DeviceInfo.Type.GPU) {
      return 0;
    }
    return info.isPocl() ? 2 : 1;
  }

  private static boolean isOf(OpenClDevice device, DeviceInfo.Type type) {
    return device.info().type() == type && !device.info().isForChecking();
  }

  private static boolean matches(DeviceInfo info, String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return info.name().toLowerCase(Locale.ROOT).contains(wanted)
        || info.platform().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private Choice auto(boolean probe) {
    List<String> passedOver = new ArrayList<>();
    try {
      OpenCl.Found found = finder.get();
      passedOver.addAll(found.problems());
      for (OpenClDevice device : inOrder(found.devices())) {
        if (device.info().isForChecking()) {
          passedOver.add(device + " is for checking only.");
          continue;
        }
        try {
          String kind =
              device.info().type() == DeviceInfo.Type.GPU
                  ? "a GPU"
                  : "no GPU here, so the OpenCL CPU device";
          return new Choice(
              opened(device, probe), device + ", chosen by auto: " + kind + because(passedOver));
        } catch (DeviceException e) {
          passedOver.add(e.getMessage());
        }
      }
    } catch (DeviceUnavailableException e) {
      passedOver.add(e.getMessage());
    }
    return reference(
        "reference, chosen by auto: no OpenCL device can be used" + because(passedOver));
  }

  private static Choice reference(String reason) {
    String slow = FusedMultiplyAdd.isFast() ? "" : "; " + FusedMultiplyAdd.ADVICE;
    return new Choice(new TwinBackend(), reason + slow);
  }

  private static String because(List<String> passedOver) {
    return passedOver.isEmpty() ? "" : " (" + String.join(" ", passedOver) + ")";
  }

  private Choice named(String request, boolean probe, Predicate<OpenClDevice> wanted) {
    OpenCl.Found found;
    try {
      found = finder.get();
    } catch (DeviceUnavailableException e) {
      throw new DeviceUnavailableException("--device " + request + ": " + e.getMessage(), e);
    }
    List<OpenClDevice> fitting = inOrder(found.devices().stream().filter(wanted).toList());
    if (fitting.isEmpty()) {
      String there =
          inOrder(found.devices()).stream()
              .map(OpenClDevice::toString)
              .collect(Collectors.joining(", "));
      String problems = found.problems().isEmpty() ? "" : " " + String.join(" ", found.problems());
      throw new DeviceUnavailableException(
          String.format(
              "--device %s: no OpenCL device here fits. There is: %s.%s Ask for one of these by a part of its name, or"
                  + " install the driver of the one you want. %s",
              request, there, problems, REFERENCE_NOTE));
    }
    OpenClDevice device = fitting.get(0);
    return new Choice(opened(device, probe), device + ", as asked for by '" + request + "'");
  }

  /** Opens a device and, if it is probed, refuses it where its arithmetic is not the twin's. */
  private Backend opened(OpenClDevice device, boolean probe) {
    Backend backend = opener.apply(device);
    if (!probe) {
      return backend;
    }
    try {
      List<String> failures = backend.probeFailures();
      if (!failures.isEmpty()) {
        throw new DeviceException(
            device
                + " computes inexactly and is refused: "
                + String.join("; ", failures)
                + ". Update its driver, or take another device; '--allow-inexact' goes on with it."
                + " "
                + REFERENCE_NOTE);
      }
      return backend;
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }
}
