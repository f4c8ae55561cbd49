package org.logcl.metrics;

/** The best constant prediction: what a model must beat to have learned anything. */
public final class Prior {
  private Prior() {}

  /**
   * Log loss, in nats, of predicting for every row the classes' shares in these rows: the entropy
   * of the shares. StrictMath, so that it is the same on every machine.
   *
   * @param counts rows of each class; NaN where there are none at all
   */
  public static double logLoss(long[] counts) {
    double[] weights = new double[counts.length];
    for (int c = 0; c < counts.length; ++c) {
      weights[c] = counts[c];
    }
    return logLoss(weights);
  }

  /**
   * The same by the weight of each class's rows.
   *
   * @param weights sum of row weights of each class, none negative; NaN where all are 0
   */
  public static double logLoss(double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double sum = 0;
    for (double weight : weights) {
      if (weight > 0) {
        sum -= weight * StrictMath.log(weight / total);
      }
    }
    return sum / total;
  }

  /** The same for the true classes of predictions. */
  public static double logLoss(Predictions predictions) {
    double[] weights = new double[predictions.classes()];
    for (int i = 0; i < predictions.rows(); ++i) {
      weights[predictions.target(i)] += predictions.weight(i);
    }
    return logLoss(weights);
  }
}
