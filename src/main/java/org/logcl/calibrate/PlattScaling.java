package org.logcl.calibrate;

import org.logcl.error.InputException;

/**
 * Platt's sigmoid: p = 1 / (1 + exp(a f + b)) of a score f, higher where the positive class is more
 * likely, so that a is negative as a rule. Platt (1999), "Probabilistic outputs for support vector
 * machines"; as scikit-learn's {@code CalibratedClassifierCV(method="sigmoid")}.
 *
 * @param a slope, finite
 * @param b intercept, finite
 */
public record PlattScaling(double a, double b) implements Calibration {
  /** Checks the numbers. */
  public PlattScaling {
    if (!Double.isFinite(a) || !Double.isFinite(b)) {
      throw new InputException(
          "Slope and intercept of Platt scaling are " + a + " and " + b + "; they must be finite.");
    }
  }

  /**
   * The sigmoid with the least log loss against Platt's smoothed targets: (P + 1) / (P + 2) for a
   * positive row and 1 / (N + 2) for a negative one, P and N the weights of either side. They keep
   * it finite where scores part the classes, or one class is missing.
   *
   * @param scores N finite numbers
   * @param positive whether the positive class is the true one, N
   * @param weightsOrNull N weights, finite, none negative, not all 0; null if every row weighs 1
   * @throws InputException if any of this does not hold
   */
  public static PlattScaling fit(double[] scores, boolean[] positive, double[] weightsOrNull) {
    Inputs.lengths(scores.length, positive.length);
    Inputs.finite(scores);
    double[] weights = Inputs.weights(weightsOrNull, scores.length);
    return new PlattFit(scores, positive, weights).run();
  }

  /** Probability of the positive class. */
  public double probability(double score) {
    return Logits.sigmoid(logit(score));
  }

  @Override
  public double logit(double score) {
    return -(a * score + b);
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.PLATT;
  }

  @Override
  public String toString() {
    return "platt, a " + a + ", b " + b;
  }
}
