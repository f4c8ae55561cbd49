package org.logcl.data;

import org.logcl.numerics.Canonical;

/** The values of all features, which nobody changes, and what holds of all of them. */
final class FeatureValues {
  private static final int LEAST_BITS = Float.floatToRawIntBits(Canonical.FLUSH_BELOW);
  private static final int MOST_ABOVE = Float.floatToRawIntBits(FeatureRanges.LARGE) - LEAST_BITS;

  private final float[] all;
  // Null until somebody asks: a look at all of a large data set takes as long as some iterations.
  private volatile Boolean plain;

  FeatureValues(float[] all) {
    this.all = all;
  }

  /** The array itself. */
  float[] all() {
    return all;
  }

  /** Whether every value is +0 or has a magnitude from 2^-40 to 2^30: finite, and not flushed. */
  boolean arePlain() {
    if (plain == null) {
      plain = look();
    }
    return plain;
  }

  private boolean look() {
    int odd = 0;
    for (float value : all) {
      int bits = Float.floatToRawIntBits(value);
      int above = (bits & Integer.MAX_VALUE) - LEAST_BITS;
      // The sign of each side: out of range, and not +0.
      odd |= (above | (MOST_ABOVE - above)) & (bits | -bits);
    }
    return odd >= 0;
  }
}
