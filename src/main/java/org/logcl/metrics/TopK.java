package org.logcl.metrics;

import org.logcl.error.InputException;

/** Top-k accuracy: the true class is among the k most probable. */
public final class TopK {
  private TopK() {}

  /**
   * Share of the rows, by weight, whose true class is among the k most probable. scikit-learn's
   * {@code top_k_accuracy_score} puts the highest class first among equals; LogCL's softmax head,
   * and with it top-1 as accuracy, the lowest.
   *
   * @param k at least 1; 1 from the number of classes on
   */
  public static double accuracy(Predictions predictions, int k, TieBreak ties) {
    require(k);
    double[] p = new double[predictions.classes()];
    double hits = 0;
    for (int i = 0; i < predictions.rows(); ++i) {
      if (ties.rank(predictions.row(i, p), predictions.target(i)) < k) {
        hits += predictions.weight(i);
      }
    }
    return hits / predictions.weightSum();
  }

  static void require(int k) {
    if (k < 1) {
      throw new InputException("The k of top-k accuracy is " + k + "; it must be at least 1.");
    }
  }
}
