package org.logcl.metrics;

import org.logcl.error.InputException;

/**
 * Brier score: the mean squared error of probabilities, by row weight. Brier (1950), "Verification
 * of forecasts expressed in terms of probability".
 */
public final class Brier {
  private Brier() {}

  /**
   * Two classes: mean of (p - y)^2, p the probability of the positive (second) class, y 1 where it
   * is the true one. From 0 to 1, as scikit-learn's {@code brier_score_loss}; half of {@link
   * #multiclass}.
   *
   * @throws InputException where there are more than two classes
   */
  public static double binary(Predictions predictions) {
    if (predictions.classes() != 2) {
      throw new InputException(
          "The binary Brier score takes 2 classes, not "
              + predictions.classes()
              + "; for more there is Brier.multiclass.");
    }
    return mean(predictions, true);
  }

  /** Any number of classes: mean of the sum over classes of (p_c - y_c)^2. From 0 to 2. */
  public static double multiclass(Predictions predictions) {
    return mean(predictions, false);
  }

  private static double mean(Predictions predictions, boolean positiveOnly) {
    double[] p = new double[predictions.classes()];
    double sum = 0;
    for (int i = 0; i < predictions.rows(); ++i) {
      double error = row(predictions.row(i, p), predictions.target(i), positiveOnly);
      sum += predictions.weight(i) * error;
    }
    return sum / predictions.weightSum();
  }

  /** Squared error of one row: of the positive class alone, or summed over the classes. */
  static double row(double[] probabilities, int target, boolean positiveOnly) {
    double sum = 0;
    for (int c = positiveOnly ? 1 : 0; c < probabilities.length; ++c) {
      double error = probabilities[c] - (c == target ? 1 : 0);
      sum += error * error;
    }
    return sum;
  }
}
