package org.logcl.metrics;

/**
 * Rows whose probability lies above {@code from} and at most at {@code to}; the first bin has 0
 * too.
 *
 * @param from lower edge
 * @param to upper edge
 * @param rows number of rows
 * @param weight sum of their weights
 * @param meanProbability mean of what was predicted, by weight; NaN where the weight is 0
 * @param frequency share of the rows, by weight, in which it happened; NaN where the weight is 0
 */
public record ReliabilityBin(
    double from, double to, long rows, double weight, double meanProbability, double frequency) {

  /** Distance between what was predicted and what happened; 0 where the weight is 0. */
  public double gap() {
    return weight > 0 ? Math.abs(frequency - meanProbability) : 0;
  }
}
