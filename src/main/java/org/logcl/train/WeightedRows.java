package org.logcl.train;

import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;

/** The rows that training sees, and what each counts in the objective. */
public final class WeightedRows {
  private final Dataset rows;
  private final float[] weights;
  private final float[] positiveWeights;

  private WeightedRows(Dataset rows, float[] weights, float[] positiveWeights) {
    this.rows = rows;
    this.weights = weights;
    this.positiveWeights = positiveWeights;
  }

  /**
   * A row counts its own weight times its class's, in double, rounded once to float32; with a
   * distribution, times the mean of the classes' weights by it, and each share of the distribution
   * counts its class's weight. With labels that go together a row counts its own weight, and class
   * weights are those of the labels' positive sides. A row that counts 0 is no row: it is left out
   * here, so that it is in no batch, no mean and no count.
   *
   * @throws InputException where class weights and classes do not fit, or a product is out of range
   */
  public static WeightedRows of(Dataset given, ClassWeights classWeights) {
    float[] positive = positiveWeights(given, classWeights);
    float[] all = products(given, classWeights);
    if (all == null) {
      return new WeightedRows(given, null, positive);
    }
    Dataset rows =
        given.targetKind() == TargetKind.DISTRIBUTIONS && !classWeights.isNone()
            ? given.withReweightedTargets(classWeights.of(given))
            : given;
    int[] kept = IntStream.range(0, all.length).filter(row -> all[row] > 0).toArray();
    if (kept.length == all.length) {
      return new WeightedRows(rows, all, positive);
    }
    if (kept.length == 0) {
      throw new InputException(
          "Every row weighs 0, its class's weight included; at least two classes need a weight over 0.");
    }
    float[] some = new float[kept.length];
    for (int i = 0; i < some.length; ++i) {
      some[i] = all[kept[i]];
    }
    return new WeightedRows(rows.subset(kept), some, positive);
  }

  /** The rows that count, with their own weights. */
  public Dataset rows() {
    return rows;
  }

  /** What each counts: the array itself; null if each counts 1. */
  public float[] weights() {
    return weights;
  }

  /**
   * What the positive side of each label's loss counts, of labels that go together: [labels], the
   * array itself; null where both sides count alike, and with other targets.
   */
  public float[] positiveWeights() {
    return positiveWeights;
  }

  /** What they count together, S of the objective. */
  public double sum() {
    double sum = 0;
    if (rows.targetKind() != TargetKind.CLASSES) {
      for (int row = 0; row < rows.rows(); ++row) {
        sum += weights == null ? 1 : weights[row];
      }
      return sum;
    }
    for (double weight : sumByClass()) {
      sum += weight;
    }
    return sum;
  }

  /** The same by class, in the order of the labels; of labels that go together, what has each. */
  public double[] sumByClass() {
    return rows.weightByLabel(weights);
  }

  private static float[] positiveWeights(Dataset rows, ClassWeights classWeights) {
    if (classWeights.isNone() || rows.targetKind() != TargetKind.LABELS) {
      return null;
    }
    double[] each = classWeights.of(rows);
    float[] rounded = new float[each.length];
    for (int c = 0; c < each.length; ++c) {
      rounded[c] = (float) each[c];
    }
    return rounded;
  }

  private static float[] products(Dataset rows, ClassWeights classWeights) {
    if (classWeights.isNone() || rows.targetKind() == TargetKind.LABELS) {
      return rows.weights();
    }
    double[] byClass = classWeights.of(rows);
    float[] products = new float[rows.rows()];
    for (int row = 0; row < products.length; ++row) {
      double own = rows.hasWeights() ? rows.weights()[row] : 1;
      double factor = factor(rows, row, byClass);
      products[row] = (float) (own * factor);
      if (Float.isInfinite(products[row])) {
        throw new InputException(
            String.format(
                "Row %d weighs %s, times %s for its class: that is over the largest float32, 3.4028235e38. Scale the weights.",
                row, own, factor));
      }
    }
    return products;
  }

  /** The weight of the row's class, or the mean of the classes' weights by its distribution. */
  private static double factor(Dataset rows, int row, double[] byClass) {
    if (rows.targetKind() == TargetKind.CLASSES) {
      return byClass[rows.targets()[row]];
    }
    double sum = 0;
    double shares = 0;
    for (int c = 0; c < byClass.length; ++c) {
      double share = rows.targetValues()[row * byClass.length + c];
      sum += byClass[c] * share;
      shares += share;
    }
    return sum / shares;
  }
}
