package org.logcl.kernel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.UserCache;

/**
 * Tunings that a search found for devices of this machine, kept in the user's cache. What is
 * damaged, of another version or out of range is as if it were not there.
 */
public final class TunedDevices {
  /** Work-items of the largest group that is ever tried. */
  public static final int MOST_GROUP = 256;

  /** Rows of the largest block that is ever tried. */
  public static final int MOST_BLOCK_ROWS = 192;

  private static final String KIND = "tuning";
  private static final String VERSION = "1";
  private static final Pattern TEXT =
      Pattern.compile("flavour (CPU|GPU)\ngroup ([0-9]{1,4})\nblockRows ([0-9]{1,4})\n");

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
    String text =
        String.format(
            "flavour %s%ngroup %d%nblockRows %d%n",
            tuning.flavour(), tuning.group(), tuning.blockRows());
    UserCache.ofThisUser()
        .write(
            KIND,
            key(device),
            text.replace(System.lineSeparator(), "\n").getBytes(StandardCharsets.US_ASCII));
    return kept(device).filter(tuning::equals).flatMap(same -> UserCache.ofThisUser().directory());
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
        VERSION, device.platform(), device.name(), device.version(), device.driver());
  }

  private static Optional<Tuning> parsed(String text, DeviceInfo device) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int group = Integer.parseInt(matcher.group(2));
    int blockRows = Integer.parseInt(matcher.group(3));
    if (group < 1
        || Integer.bitCount(group) != 1
        || group > Math.min(MOST_GROUP, device.largestGroup())
        || blockRows < 8
        || blockRows % 8 != 0
        || blockRows > MOST_BLOCK_ROWS) {
      return Optional.empty();
    }
    return Optional.of(new Tuning(Tuning.Flavour.valueOf(matcher.group(1)), group, blockRows));
  }
}
