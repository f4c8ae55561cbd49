package org.logcl.kernel;

/**
 * Values whose sum a closed formula tells: {@code value(i) = (i + key) * FACTOR}, wrapping, so that
 * neighbours differ in all bits.
 */
final class LimitPattern {
  private static final int FACTOR = 0x9E3779B1;

  private LimitPattern() {}

  /** Fills an array. */
  static void fill(int[] values, int key) {
    for (int i = 0; i < values.length; ++i) {
      values[i] = (i + key) * FACTOR;
    }
  }

  /** The sum of the first so many values, wrapping. */
  static int sum(int count, int key) {
    long indices = (long) count * (count - 1) / 2 + (long) count * key;
    return (int) indices * FACTOR;
  }
}
