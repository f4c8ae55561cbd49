package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;

/** Collects errors by the size of the truth, in a fixed amount of memory. */
final class Bands {
  private static final int COUNT = Band.HIGHEST - Band.LOWEST + 1;

  private final long[] values = new long[COUNT];
  private final double[] error = new double[COUNT];
  private final double[] share = new double[COUNT];
  private final double[] naive = new double[COUNT];

  /** One value of a finite truth. */
  void add(double truth, double errorValue, double shareValue, double naiveValue) {
    int exponent = Math.min(Band.HIGHEST, Math.max(Band.LOWEST, Math.getExponent(truth)));
    worsen(exponent - Band.LOWEST, 1, errorValue, shareValue, naiveValue);
  }

  void add(Bands other) {
    for (int i = 0; i < COUNT; ++i) {
      worsen(i, other.values[i], other.error[i], other.share[i], other.naive[i]);
    }
  }

  /** The bands that hold a value, from the smallest on. */
  List<Band> result() {
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < COUNT; ++i) {
      if (values[i] > 0) {
        bands.add(new Band(Band.LOWEST + i, values[i], error[i], share[i], naive[i]));
      }
    }
    return bands;
  }

  private void worsen(int i, long more, double errorValue, double shareValue, double naiveValue) {
    values[i] += more;
    // NaN above all.
    error[i] = Math.max(error[i], errorValue);
    share[i] = Math.max(share[i], shareValue);
    naive[i] = Math.max(naive[i], naiveValue);
  }
}
