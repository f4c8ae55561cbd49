package org.logcl.statistics;

import org.logcl.data.Dataset;
import org.logcl.data.Standardization;

/**
 * Labelled rows in double, with columns of mean 0 and standard deviation 1 and a column of ones in
 * front. Rows of weight 0 are not there.
 */
final class Rows {
  private final float[] features;
  private final int[] targets;
  private final float[] weights;
  private final int columns;
  private final double[] mean;
  private final double[] scale;

  /**
   * @param data labelled rows of two classes
   * @param standardization of these rows, scales over 0
   */
  Rows(Dataset data, Standardization standardization) {
    features = data.features();
    targets = data.targets();
    weights = data.weights();
    columns = data.columns();
    mean = standardization.mean();
    scale = standardization.scale();
  }

  /** Sees one row after the other. */
  @FunctionalInterface
  interface Visitor {
    /**
     * A row.
     *
     * @param x 1 and the features, [1 + D]; overwritten by the next row
     * @param side 1 for the second class, -1 for the first
     * @param weight over 0
     */
    void row(double[] x, int side, double weight);
  }

  /** 1 + D. */
  int parameters() {
    return columns + 1;
  }

  /** The rows in order. */
  void forEach(Visitor visitor) {
    double[] x = new double[columns + 1];
    x[0] = 1;
    for (int i = 0; i < targets.length; ++i) {
      double weight = weights == null ? 1 : weights[i];
      if (weight == 0) {
        continue;
      }
      int offset = i * columns;
      for (int j = 0; j < columns; ++j) {
        x[j + 1] = (features[offset + j] - mean[j]) / scale[j];
      }
      visitor.row(x, targets[i] == 1 ? 1 : -1, weight);
    }
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; ++j) {
      sum = Math.fma(a[j], b[j], sum);
    }
    return sum;
  }
}
