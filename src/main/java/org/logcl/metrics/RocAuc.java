package org.logcl.metrics;

/**
 * Area under the ROC curve of two classes: the probability that a positive row scores above a
 * negative one, ties by half. Hanley and McNeil (1982); scikit-learn's {@code roc_auc_score}. For
 * more classes see {@link Ranking}.
 */
public final class RocAuc {
  private RocAuc() {}

  /**
   * Of scores, probabilities or not: only their order matters.
   *
   * @param scores N finite numbers, higher where the positive class is more likely
   * @param positive whether the positive class is the true one, N
   * @param weightsOrNull N weights; null if every row weighs 1
   * @return from 0 to 1; NaN where all weight is on one side: it is not defined there, and
   *     scikit-learn refuses
   * @throws org.logcl.error.InputException if the lengths differ, or a value is not allowed
   */
  public static double binary(double[] scores, boolean[] positive, double[] weightsOrNull) {
    return Ranking.ofScores(scores, positive, weightsOrNull).rocAuc();
  }
}
