package org.logcl.data;

import java.util.ArrayList;
import java.util.List;
import org.logcl.error.Quote;
import org.logcl.numerics.Canonical;

/** Per column: how many nonzero values the flush takes, and the largest magnitude. */
final class FeatureRanges {
  /** Above this a product of feature and weight leaves little room before float32 overflows. */
  static final float LARGE = 0x1p30f;

  /** Columns named for a reason: on a wild scale there may be thousands. */
  private static final int MOST_NAMED = 5;

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
    // Nearly always there is nothing to tell, and that is seen faster than which column has what.
    if (data.hasPlainFeatures()) {
      return new FeatureRanges(flushed, largest, false);
    }
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

  /** At most a few columns are named for each reason; a last line counts the others. */
  List<String> warnings(List<String> names, boolean standardized) {
    List<String> warnings = new ArrayList<>();
    String smallAdvice = "; --standardize brings them into range";
    String largeAdvice =
        standardized ? " even after standardising; look for outliers" : smallAdvice;
    int small = 0;
    int large = 0;
    for (int j = 0; j < largest.length; j++) {
      String column = "Column " + Quote.of(names.get(j)) + ": ";
      if (flushed[j] > 0 && ++small <= MOST_NAMED) {
        warnings.add(
            column
                + (flushed[j] == 1 ? "a nonzero value is" : flushed[j] + " nonzero values are")
                + " below 2^-40 (9.1e-13) in magnitude and count as 0"
                + smallAdvice);
      }
      if (largest[j] > LARGE && ++large <= MOST_NAMED) {
        warnings.add(
            column
                + "the largest magnitude, "
                + largest[j]
                + ", is over 2^30 (1.1e9)"
                + largeAdvice);
      }
    }
    addOthers(warnings, small, "nonzero values below 2^-40 that count as 0" + smallAdvice);
    addOthers(warnings, large, "magnitudes over 2^30" + largeAdvice);
    return warnings;
  }

  private static void addOthers(List<String> warnings, int columns, String what) {
    if (columns > MOST_NAMED) {
      int others = columns - MOST_NAMED;
      warnings.add((others == 1 ? "One more column has " : others + " more columns have ") + what);
    }
  }
}
