package org.logcl.metrics;

/**
 * Entropy of targets that are distributions: the least log loss that any prediction has on them.
 */
public final class Entropy {
  private Entropy() {}

  /**
   * Weighted mean over the rows, in nats. StrictMath, so that it is the same on every machine.
   *
   * @param distributions row-major [rows][classes], none negative; each row is divided by its sum
   * @param weightsOrNull weight of each row; null if every row weighs 1
   */
  public static double mean(float[] distributions, int classes, float[] weightsOrNull) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < distributions.length / classes; ++row) {
      double mass = 0;
      for (int c = 0; c < classes; ++c) {
        mass += distributions[row * classes + c];
      }
      double entropy = 0;
      for (int c = 0; c < classes; ++c) {
        double share = distributions[row * classes + c] / mass;
        entropy -= share > 0 ? share * StrictMath.log(share) : 0;
      }
      double weight = weightsOrNull == null ? 1 : weightsOrNull[row];
      sum += weight * entropy;
      total += weight;
    }
    return sum / total;
  }
}
