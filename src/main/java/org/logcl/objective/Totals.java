package org.logcl.objective;

/**
 * Sums over rows.
 *
 * @param loss sum of sample weight times row loss, in nats, combined in chunk order in double
 * @param weight sum of sample weights
 * @param correct rows whose predicted class is the true one
 * @param rows number of rows
 */
public record Totals(double loss, double weight, long correct, long rows) {
  /** Mean log loss in nats: the sum over rows by the sum of weights, never a mean of means. */
  public double logLoss() {
    return loss / weight;
  }

  /** Share of correct rows, unweighted. */
  public double accuracy() {
    return (double) correct / rows;
  }
}
