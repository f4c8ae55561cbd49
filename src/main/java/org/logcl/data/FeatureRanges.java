package org.logcl.data;

import java.util.ArrayList;
import java.util.List;
import org.logcl.error.Quote;
import org.logcl.numerics.Canonical;

/** Per column: how many nonzero values the flush takes, and the largest magnitude. */
final class FeatureRanges {
  /** Above this a product of feature and weight leaves little room before float32 overflows. */
  private static final float LARGE = 0x1p30f;

  private final int[] flushed;
  private final float[] largest;
  private final boolean needFlush;

  private FeatureRanges(int[] flushed, float[] largest, boolean needFlush) {
    this.flushed = flushed;
    this.largest = largest;
    this.needFlush = needFlush;
  }

  static FeatureRanges of(Dataset data) {
    int columns = data.columns();
    float[] x = data.features();
    int[] flushed = new int[columns];
    float[] largest = new float[columns];
    boolean needFlush = false;
    for (int row = 0; row < data.rows(); row++) {
      for (int j = 0; j < columns; j++) {
        float value = x[row * columns + j];
        float magnitude = Math.abs(value);
        if (magnitude < Canonical.FLUSH_BELOW && Float.floatToRawIntBits(value) != 0) {
          needFlush = true; // -0 is flushed too, but loses nothing
          flushed[j] += magnitude == 0 ? 0 : 1;
        }
        largest[j] = largest[j] < magnitude ? magnitude : largest[j];
      }
    }
    return new FeatureRanges(flushed, largest, needFlush);
  }

  /** Whether any value changes bits by the flush. */
  boolean needFlush() {
    return needFlush;
  }

  List<String> warnings(List<String> names, boolean standardized) {
    List<String> warnings = new ArrayList<>();
    for (int j = 0; j < largest.length; j++) {
      String column = "column " + Quote.of(names.get(j)) + ": ";
      if (flushed[j] > 0) {
        warnings.add(
            column
                + flushed[j]
                + " nonzero values are below 2^-40 (9.1e-13) in magnitude and count as 0;"
                + " --standardize brings them into range");
      }
      if (largest[j] > LARGE) {
        String advice =
            standardized
                ? " even after standardising; look for outliers"
                : "; --standardize brings it into range";
        warnings.add(
            column + "the largest magnitude, " + largest[j] + ", is over 2^30 (1.1e9)" + advice);
      }
    }
    return warnings;
  }
}
