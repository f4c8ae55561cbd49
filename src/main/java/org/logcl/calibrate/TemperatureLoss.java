package org.logcl.calibrate;

/**
 * Mean log loss of softmax(z / T) by the inverse temperature, with its two derivatives: the mean of
 * E[z] - z_y and of Var[z], each under the row's probabilities.
 */
final class TemperatureLoss {
  private final double[] logits;
  private final int classes;
  private final int[] targets;
  private final double[] weights;
  private double value;
  private double slope;
  private double curvature;

  TemperatureLoss(double[] logits, int classes, int[] targets, double[] weights) {
    this.logits = logits;
    this.classes = classes;
    this.targets = targets;
    this.weights = weights;
  }

  /** Computes all three at an inverse temperature. */
  void at(double inverse) {
    double weight = 0;
    value = 0;
    slope = 0;
    curvature = 0;
    for (int i = 0; i < targets.length; ++i) {
      if (weights[i] > 0) {
        add(i, inverse);
        weight += weights[i];
      }
    }
    value /= weight;
    slope /= weight;
    curvature /= weight;
  }

  /** Logits are taken relative to the largest: the exponentials stay finite, moments exact. */
  private void add(int row, double inverse) {
    int from = row * classes;
    int best = from;
    for (int j = from + 1; j < from + classes; ++j) {
      best = logits[j] > logits[best] ? j : best;
    }
    double rest = 0;
    double first = 0;
    double second = 0;
    for (int j = from; j < from + classes; ++j) {
      if (j != best) {
        double below = logits[j] - logits[best];
        double e = StrictMath.exp(inverse * below);
        if (e > 0) {
          rest += e;
          first += e * below;
          second += e * below * below;
        }
      }
    }
    double lag = logits[best] - logits[from + targets[row]];
    double mean = first / (1 + rest);
    value += weights[row] * (inverse * lag + StrictMath.log1p(rest));
    slope += weights[row] * (mean + lag);
    curvature += weights[row] * (second / (1 + rest) - mean * mean);
  }

  double value() {
    return value;
  }

  double slope() {
    return slope;
  }

  double curvature() {
    return curvature;
  }
}
