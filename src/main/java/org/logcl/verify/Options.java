package org.logcl.verify;

/**
 * How much to verify.
 *
 * @param tiny a few small shapes, for devices that are orders of magnitude slower than the others
 * @param elementary inputs of each elementary function
 * @param seed of everything generated
 */
public record Options(boolean tiny, int elementary, long seed) {
  /** Checks the count. */
  public Options {
    if (elementary < 1) {
      throw new IllegalArgumentException(
          "Elementary functions need at least 1 input, not " + elementary + ".");
    }
  }

  /** The same of everything else, from another seed. */
  public Options withSeed(long newSeed) {
    return new Options(tiny, elementary, newSeed);
  }

  /** Everything, in seconds on two cores. */
  public static Options standard() {
    return new Options(false, 1 << 20, 1);
  }

  /** Enough to find a device that computes wrongly. */
  public static Options small() {
    return new Options(true, 1 << 9, 1);
  }
}
