package org.logcl.calibrate;

import org.logcl.error.InputException;

/**
 * Temperature scaling: logits are divided by one number before the sigmoid or softmax. Classes keep
 * their order, only confidence changes: down above 1, up below. Guo, Pleiss, Sun and Weinberger
 * (2017), "On calibration of modern neural networks".
 *
 * @param value T, from 1/1024 to 1024
 * @param logLoss mean log loss, in nats, of the rows that it was fitted on
 * @param uncalibratedLogLoss the same at T = 1
 * @param bounded whether T was stopped at a bound: on these rows no finite one is best, because all
 *     true classes lead already (1/1024), or because they are best ignored (1024)
 */
public record Temperature(
    double value, double logLoss, double uncalibratedLogLoss, boolean bounded) {
  private static final double MOST = 1024;
  private static final int MOST_STEPS = 200;

  /** Checks the temperature. */
  public Temperature {
    TemperatureScaling.require(value);
  }

  /** What it does to logits. */
  public TemperatureScaling scaling() {
    return new TemperatureScaling(value);
  }

  /**
   * The temperature with the least log loss.
   *
   * @param logits N x C, row-major, finite
   * @param classes C, at least 2
   * @param targets N indices of true classes
   * @param weightsOrNull N weights, finite, none negative, not all 0; null if every row weighs 1
   * @throws InputException if any of this does not hold
   */
  public static Temperature fit(
      double[] logits, int classes, int[] targets, double[] weightsOrNull) {
    if (classes < 2) {
      throw new InputException("There must be at least 2 classes, not " + classes + ".");
    }
    Inputs.lengths(logits.length, Math.multiplyExact(targets.length, classes));
    Inputs.finite(logits);
    Inputs.targets(targets, classes);
    return least(
        new TemperatureLoss(
            logits, classes, targets, Inputs.weights(weightsOrNull, targets.length)));
  }

  /**
   * The same for the sigmoid head.
   *
   * @param logits N log-odds of the positive class
   * @param targets N times 0 or 1
   */
  public static Temperature fitBinary(double[] logits, int[] targets, double[] weightsOrNull) {
    Inputs.lengths(logits.length, targets.length);
    double[] both = new double[Math.multiplyExact(logits.length, 2)];
    for (int i = 0; i < logits.length; ++i) {
      both[2 * i + 1] = logits[i];
    }
    return fit(both, 2, targets, weightsOrNull);
  }

  /**
   * Newton's method for the inverse temperature, by which the loss is convex. A bracket of the sign
   * of the derivative holds it: where the curve is nearly straight, a bare step would leave it.
   */
  private static Temperature least(TemperatureLoss loss) {
    loss.at(1);
    double uncalibrated = loss.value();
    double low = 1 / MOST;
    double high = MOST;
    loss.at(low);
    if (loss.slope() >= 0) {
      return new Temperature(MOST, loss.value(), uncalibrated, true);
    }
    loss.at(high);
    if (loss.slope() <= 0) {
      return new Temperature(1 / MOST, loss.value(), uncalibrated, true);
    }
    double inverse = 1;
    for (int step = 0; step < MOST_STEPS; ++step) {
      loss.at(inverse);
      if (loss.slope() == 0) {
        break;
      }
      if (loss.slope() > 0) {
        high = inverse;
      } else {
        low = inverse;
      }
      double next = inverse - loss.slope() / loss.curvature();
      if (!(next > low && next < high)) {
        next = Math.sqrt(low * high);
      }
      boolean still = Math.abs(next - inverse) <= 2 * Math.ulp(inverse);
      inverse = next;
      if (still) {
        break;
      }
    }
    loss.at(inverse);
    return new Temperature(1 / inverse, loss.value(), uncalibrated, false);
  }
}
