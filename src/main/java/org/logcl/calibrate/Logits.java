package org.logcl.calibrate;

/**
 * Probabilities and log losses of logits, in double by {@code StrictMath}. Losses are from logits:
 * they stay exact where a probability rounds to 0 or 1.
 */
public final class Logits {
  private Logits() {}

  /** Probability of the positive class at its log-odds. */
  public static double sigmoid(double z) {
    double e = StrictMath.exp(-Math.abs(z));
    return (z >= 0 ? 1 : e) / (1 + e);
  }

  /** Log loss in nats at the log-odds of the positive class: log(1 + exp(-z)) where it is true. */
  public static double sigmoidLoss(double z, boolean positive) {
    double wrong = positive ? -z : z;
    return Math.max(wrong, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  /** Turns logits into probabilities in place. */
  public static void softmax(double[] z) {
    double top = z[best(z)];
    double sum = 0;
    for (int c = 0; c < z.length; ++c) {
      z[c] = StrictMath.exp(z[c] - top);
      sum += z[c];
    }
    for (int c = 0; c < z.length; ++c) {
      z[c] /= sum;
    }
  }

  /**
   * Log loss in nats of a class at logits: the largest is taken out, so that log1p sees the rest.
   */
  public static double softmaxLoss(double[] z, int target) {
    int best = best(z);
    double rest = 0;
    for (int c = 0; c < z.length; ++c) {
      rest += c == best ? 0 : StrictMath.exp(z[c] - z[best]);
    }
    return z[best] - z[target] + StrictMath.log1p(rest);
  }

  private static int best(double[] z) {
    int best = 0;
    for (int c = 1; c < z.length; ++c) {
      best = z[c] > z[best] ? c : best;
    }
    return best;
  }
}
