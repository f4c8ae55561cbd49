package org.logcl.metrics;

import java.util.Arrays;

/**
 * Log loss, or cross-entropy, in nats: the mean of -log p(true class), by row weight. Good (1952),
 * "Rational decisions"; scikit-learn's {@code log_loss}.
 */
public final class LogLoss {
  private LogLoss() {}

  /**
   * Mean log loss: sum of w_i * -log p_i over sum of w_i.
   *
   * @param zeros what a true class of probability 0 counts as
   */
  public static double of(Predictions predictions, ZeroPolicy zeros) {
    double[] p = new double[predictions.classes()];
    double sum = 0;
    for (int i = 0; i < predictions.rows(); ++i) {
      double weight = predictions.weight(i);
      // A row without weight may have an infinite loss, and 0 times that is no number.
      if (weight > 0) {
        sum += weight * zeros.loss(predictions.row(i, p), predictions.target(i), i);
      }
    }
    return sum / predictions.weightSum();
  }

  /**
   * Mean log loss of each class's true rows, [classes]; NaN where their weight is 0. By the weights
   * of the classes, these average to {@link #of}.
   */
  public static double[] perClass(Predictions predictions, ZeroPolicy zeros) {
    double[] p = new double[predictions.classes()];
    double[] sums = new double[predictions.classes()];
    double[] weights = new double[predictions.classes()];
    for (int i = 0; i < predictions.rows(); ++i) {
      double weight = predictions.weight(i);
      if (weight > 0) {
        int target = predictions.target(i);
        sums[target] += weight * zeros.loss(predictions.row(i, p), target, i);
        weights[target] += weight;
      }
    }
    Arrays.setAll(sums, c -> sums[c] / weights[c]);
    return sums;
  }

  /**
   * Share of the prior's log loss that a model saves: 1 - logLoss / prior. 1 is perfect, 0 no
   * better than the classes' shares, below 0 worse. With the prior of the same rows it is
   * McFadden's R squared (1974).
   *
   * @param prior as {@link Prior#logLoss(double[])} computes it
   * @return NaN where the prior's is 0: all rows are of one class, and there is nothing to save
   */
  public static double skill(double logLoss, double prior) {
    return prior == 0 ? Double.NaN : 1 - logLoss / prior;
  }
}
