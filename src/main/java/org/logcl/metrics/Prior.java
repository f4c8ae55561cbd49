package org.logcl.metrics;

/** The best constant prediction: what a model must beat to have learned anything. */
public final class Prior {
  private Prior() {}

  /**
   * Log loss, in nats, of predicting for every row the classes' shares in these rows. StrictMath,
   * so that it is the same on every machine.
   *
   * @param counts rows of each class; NaN where there are none at all
   */
  public static double logLoss(long[] counts) {
    long rows = 0;
    for (long count : counts) {
      rows += count;
    }
    double sum = 0;
    for (long count : counts) {
      if (count > 0) {
        sum -= count * StrictMath.log((double) count / rows);
      }
    }
    return sum / rows;
  }
}
