package org.logcl.metrics;

/**
 * Average precision of two classes: the sum over thresholds of (R_n - R_{n-1}) P_n, without
 * interpolation; the area under the precision-recall curve as a step function. scikit-learn's
 * {@code average_precision_score}. For more classes see {@link Ranking}.
 */
public final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * Of scores, probabilities or not: only their order matters.
   *
   * @param scores N finite numbers, higher where the positive class is more likely
   * @param positive whether the positive class is the true one, N
   * @param weightsOrNull N weights; null if every row weighs 1
   * @return from 0 to 1; NaN where no positive row has weight: recall is not defined there, and
   *     scikit-learn gives 0 with a warning
   * @throws org.logcl.error.InputException if the lengths differ, or a value is not allowed
   */
  public static double binary(double[] scores, boolean[] positive, double[] weightsOrNull) {
    return Ranking.ofScores(scores, positive, weightsOrNull).averagePrecision();
  }
}
