package org.logcl.data;

import java.util.Arrays;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.numerics.Canonical;

/**
 * Column-wise {@code x' = (x - mean) / scale}, in double, rounded to float32 and flushed; 0 in a
 * column whose scale is 0. Immutable; the same arithmetic when training and when predicting.
 */
public final class Standardization {
  private final double[] mean;
  private final double[] scale;

  private Standardization(double[] mean, double[] scale) {
    this.mean = mean;
    this.scale = scale;
  }

  /**
   * From stored figures.
   *
   * @param mean D finite means; copied
   * @param scale D standard deviations, finite, not negative, 0 for a constant column; copied
   * @throws InputException if the lengths differ, are 0, or a value is out of range
   */
  public static Standardization of(double[] mean, double[] scale) {
    if (mean.length == 0 || mean.length != scale.length) {
      throw new InputException(
          "standardization has " + mean.length + " means and " + scale.length + " scales");
    }
    for (int j = 0; j < mean.length; j++) {
      if (!Double.isFinite(mean[j])) {
        throw new InputException("standardization mean " + j + " is " + mean[j] + ", not finite");
      }
      if (!(scale[j] >= 0) || Double.isInfinite(scale[j])) {
        throw new InputException(
            "standardization scale " + j + " is " + scale[j] + ", not finite and from 0 up");
      }
    }
    return new Standardization(mean.clone(), scale.clone());
  }

  /**
   * Mean and population standard deviation of each column (divided by N, or by the sum of the
   * weights), in double, in two passes over the rows in order.
   */
  public static Standardization fit(Dataset data) {
    int columns = data.columns();
    float[] x = data.features();
    // Deviations are taken from a row of the data: in a constant column each is exactly 0, and so
    // is the scale, with any weights. A plain weighted mean would be off by a rounding there, and
    // the quotient of two such roundings would be a feature of size 1.
    int origin = firstWeighted(data) * columns;
    double[] shift = new double[columns];
    double total = 0;
    for (int row = 0; row < data.rows(); row++) {
      double weight = weight(data, row);
      total += weight;
      for (int j = 0; j < columns; j++) {
        shift[j] += weight * ((double) x[row * columns + j] - x[origin + j]);
      }
    }
    double[] mean = new double[columns];
    for (int j = 0; j < columns; j++) {
      mean[j] = x[origin + j] + shift[j] / total;
    }
    double[] squares = new double[columns];
    for (int row = 0; row < data.rows(); row++) {
      double weight = weight(data, row);
      for (int j = 0; j < columns; j++) {
        double deviation = x[row * columns + j] - mean[j];
        squares[j] += weight * (deviation * deviation);
      }
    }
    double[] scale = new double[columns];
    for (int j = 0; j < columns; j++) {
      scale[j] = Math.sqrt(squares[j] / total);
    }
    return new Standardization(mean, scale);
  }

  /** D, the number of columns. */
  public int columns() {
    return mean.length;
  }

  /** The mean of each column; a copy. */
  public double[] mean() {
    return mean.clone();
  }

  /** The population standard deviation of each column, 0 where it is constant; a copy. */
  public double[] scale() {
    return scale.clone();
  }

  /**
   * The data set with standardised features; the given one stays as it is.
   *
   * @throws InputException if the number of columns differs or a value leaves the range of float32
   */
  public Dataset apply(Dataset data) {
    Preparation.requireColumns(mean.length, data.columns());
    float[] from = data.features();
    float[] to = new float[from.length];
    for (int row = 0; row < data.rows(); row++) {
      int column = applyUntil(from, row * mean.length, to, row * mean.length);
      if (column < mean.length) {
        String place = "row " + row + ", column " + Quote.of(data.featureNames().get(column));
        throw outOfRange(place, from[row * mean.length + column], column);
      }
    }
    return data.withFeatures(to);
  }

  /**
   * Standardises one row: D values of {@code row} from {@code offset} into {@code out} from {@code
   * outOffset}. The same array may be both.
   *
   * @throws InputException if a value leaves the range of float32
   */
  public void applyRow(float[] row, int offset, float[] out, int outOffset) {
    int column = applyUntil(row, offset, out, outOffset);
    if (column < mean.length) {
      throw outOfRange("column " + column, row[offset + column], column);
    }
  }

  /** Standardises one row up to a value that leaves the range; its column, or D. */
  private int applyUntil(float[] from, int fromOffset, float[] to, int toOffset) {
    for (int j = 0; j < mean.length; j++) {
      double value = scale[j] == 0 ? 0 : (from[fromOffset + j] - mean[j]) / scale[j];
      float rounded = (float) value;
      if (!Float.isFinite(rounded)) {
        return j;
      }
      to[toOffset + j] = Canonical.flush(rounded);
    }
    return mean.length;
  }

  private InputException outOfRange(String place, float value, int column) {
    return new InputException(
        String.format(
            "%s: %s is too far from the training data (mean %s, standard deviation %s) to be"
                + " standardised in float32; check the value",
            place, value, mean[column], scale[column]));
  }

  private static int firstWeighted(Dataset data) {
    int row = 0;
    while (weight(data, row) == 0) {
      row++;
    }
    return row;
  }

  private static double weight(Dataset data, int row) {
    return data.hasWeights() ? data.weights()[row] : 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardization that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(scale, that.scale);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(scale);
  }
}
