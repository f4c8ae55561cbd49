package org.logcl.train;

import org.logcl.data.Dataset;

/**
 * How much the classes' indicators vary, p (1 - p) by the share p of the rows' weight that each
 * class has: the curvature of its losses where the model knows these shares and nothing else.
 */
final class ClassVariances {
  private ClassVariances() {}

  /**
   * One for each logit, over 0: each side counts as if it had one row more.
   *
   * @param rows with targets and with what each counts
   * @param logits 1 for the second of two classes, else the number of classes or labels
   */
  static double[] of(Dataset rows, int logits) {
    WeightedRows counted = WeightedRows.of(rows, ClassWeights.none());
    double[] having = counted.sumByClass();
    double all = counted.sum();
    double one = all / rows.rows();
    double[] variances = new double[logits];
    for (int c = 0; c < logits; ++c) {
      double p = (having[logits == 1 ? 1 : c] + one) / (all + 2 * one);
      variances[c] = p * (1 - p);
    }
    return variances;
  }
}
