package org.logcl.train;

import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;

/** The rows that training sees, and what each counts in the objective. */
public final class WeightedRows {
  private final Dataset rows;
  private final float[] weights;

  private WeightedRows(Dataset rows, float[] weights) {
    this.rows = rows;
    this.weights = weights;
  }

  /**
   * A row counts its own weight times its class's, in double, rounded once to float32. A row that
   * counts 0 is no row: it is left out here, so that it is in no batch, no mean and no count.
   *
   * @throws InputException where class weights and classes do not fit, or a product is out of range
   */
  public static WeightedRows of(Dataset given, ClassWeights classWeights) {
    float[] all = products(given, classWeights);
    if (all == null) {
      return new WeightedRows(given, null);
    }
    int[] kept = IntStream.range(0, all.length).filter(row -> all[row] > 0).toArray();
    if (kept.length == all.length) {
      return new WeightedRows(given, all);
    }
    if (kept.length == 0) {
      throw new InputException(
          "Every row weighs 0, its class's weight included; at least two classes need a weight over 0.");
    }
    float[] some = new float[kept.length];
    for (int i = 0; i < some.length; ++i) {
      some[i] = all[kept[i]];
    }
    return new WeightedRows(given.subset(kept), some);
  }

  /** The rows that count, with their own weights. */
  public Dataset rows() {
    return rows;
  }

  /** What each counts: the array itself; null if each counts 1. */
  public float[] weights() {
    return weights;
  }

  /** What they count together, S of the objective. */
  public double sum() {
    double sum = 0;
    for (double weight : sumByClass()) {
      sum += weight;
    }
    return sum;
  }

  /** The same by class, in the order of the labels. */
  public double[] sumByClass() {
    double[] sums = new double[rows.labels().count()];
    for (int row = 0; row < rows.rows(); ++row) {
      sums[rows.targets()[row]] += weights == null ? 1 : weights[row];
    }
    return sums;
  }

  private static float[] products(Dataset rows, ClassWeights classWeights) {
    if (classWeights.isNone()) {
      return rows.weights();
    }
    double[] byClass = classWeights.of(rows);
    float[] products = new float[rows.rows()];
    for (int row = 0; row < products.length; ++row) {
      double own = rows.hasWeights() ? rows.weights()[row] : 1;
      products[row] = (float) (own * byClass[rows.targets()[row]]);
      if (Float.isInfinite(products[row])) {
        throw new InputException(
            String.format(
                "Row %d weighs %s, times %s for its class: that is over the largest float32, 3.4028235e38. Scale the weights.",
                row, own, byClass[rows.targets()[row]]));
      }
    }
    return products;
  }
}
