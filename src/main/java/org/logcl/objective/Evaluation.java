package org.logcl.objective;

/** What one pass over the rows gives at given parameters. */
public final class Evaluation {
  private final Totals totals;
  private final double[] gradient;

  Evaluation(Totals totals, double[] gradient) {
    this.totals = totals;
    this.gradient = gradient;
  }

  /** Loss and correct rows. */
  public Totals totals() {
    return totals;
  }

  /**
   * Gradient of the mean data loss, the penalty left out: weights then intercepts, row-major
   * [features + 1][logits]. The array itself, not a copy.
   */
  public double[] gradient() {
    return gradient;
  }
}
