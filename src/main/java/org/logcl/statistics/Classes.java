package org.logcl.statistics;

import org.logcl.data.Dataset;
import org.logcl.data.Labels;

/**
 * How many rows there are, and what the classes weigh.
 *
 * @param rows with a weight over 0
 * @param first weight of the first class
 * @param second weight of the second class
 */
record Classes(int rows, double first, double second) {
  /** Counts labelled rows of two classes. */
  static Classes of(Dataset data) {
    int rows = 0;
    double[] sums = new double[2];
    for (int i = 0; i < data.rows(); ++i) {
      double weight = data.hasWeights() ? data.weights()[i] : 1;
      rows += weight > 0 ? 1 : 0;
      sums[data.targets()[i]] += weight;
    }
    return new Classes(rows, sums[0], sums[1]);
  }

  void requireBoth(Labels labels, Refusals refusals) {
    if (first == 0 || second == 0) {
      throw refusals.oneClass(labels.name(first == 0 ? 1 : 0));
    }
  }

  /** S, the weight of all rows. */
  double weight() {
    return first + second;
  }

  /** -2 log-likelihood where every row has the classes' shares as its probabilities. */
  double nullDeviance() {
    return -2
        * (first * StrictMath.log(first / weight()) + second * StrictMath.log(second / weight()));
  }
}
