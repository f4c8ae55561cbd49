package org.logcl.kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.UserCache;

/**
 * Tunings that a search found for devices of this machine, kept in the user's cache. What is
 * damaged, of another version or out of range is as if it were not there.
 */
public final class TunedDevices {
  private static final String KIND = "tuning";
  // Of the format. LogCL's own version is a part of the key too: other kernels, other settings.
  private static final String FORMAT = "2";

  private TunedDevices() {}

  /** The tuning that is kept for the device, else the shipped one. */
  public static Tuning tuning(DeviceInfo device) {
    return kept(device).orElseGet(() -> Tuning.of(device));
  }

  /** The tuning that is kept for the device; none for devices that are there for checking. */
  public static Optional<Tuning> kept(DeviceInfo device) {
    return device.isForChecking()
        ? Optional.empty()
        : UserCache.ofThisUser()
            .read(KIND, key(device))
            .flatMap(bytes -> parsed(new String(bytes, StandardCharsets.US_ASCII), device));
  }

  /**
   * Keeps a tuning for the device.
   *
   * @return the directory it is in; empty where nothing can be kept
   */
  public static Optional<Path> keep(DeviceInfo device, Tuning tuning) {
    UserCache cache = UserCache.ofThisUser();
    cache.write(KIND, key(device), text(tuning).getBytes(StandardCharsets.US_ASCII));
    return kept(device).filter(tuning::equals).flatMap(same -> cache.directory());
  }

  /**
   * Forgets the tuning of the device.
   *
   * @return whether there was one
   */
  public static boolean forget(DeviceInfo device) {
    return UserCache.ofThisUser().delete(KIND, key(device));
  }

  static String key(DeviceInfo device) {
    return UserCache.key(
        FORMAT,
        String.valueOf(TunedDevices.class.getPackage().getImplementationVersion()),
        device.platform(),
        device.vendor(),
        device.name(),
        device.version(),
        device.driver());
  }

  /** A line for each knob of the flavour. */
  static String text(Tuning tuning) {
    StringBuilder text = new StringBuilder("flavour " + tuning.flavour() + "\n");
    for (Knob knob : Knob.of(tuning.flavour())) {
      text.append(knob.key()).append(' ').append(knob.of(tuning)).append('\n');
    }
    return text.toString();
  }

  private static Optional<Tuning> parsed(String text, DeviceInfo device) {
    Tuning tuning = Tuning.of(device);
    String[] lines = text.split("\n", -1);
    int line = 1;
    for (Knob knob : Knob.of(tuning.flavour())) {
      int value = line < lines.length ? number(lines[line++], knob.key() + " ") : -1;
      if (!knob.allows(value)) {
        return Optional.empty();
      }
      tuning = knob.with(tuning, value);
    }
    // Written out again, it is the same text: there is nothing else in it.
    boolean whole = text(tuning).equals(text) && tuning.group() <= device.largestGroup();
    return whole ? Optional.of(tuning) : Optional.empty();
  }

  private static int number(String line, String prefix) {
    String digits = line.startsWith(prefix) ? line.substring(prefix.length()) : "";
    return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
  }
}
