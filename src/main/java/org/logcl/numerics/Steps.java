package org.logcl.numerics;

import java.util.Arrays;

/** The mathematical steps of one row: the twin of {@code kernels/shared/steps.cl}, line by line. */
public final class Steps {
  private Steps() {}

  /** Loss of a sigmoid row against a target in [0, 1]. */
  public static float sigmoidLoss(float z, float target) {
    float y = Canonical.flush(target);
    float t = Canonical.exp(-Math.abs(z));
    float weight = z >= 0f ? 1f - y : -y;
    return Canonical.flush(Math.fma(weight, z, Canonical.log1p(t)));
  }

  /** Residual of a sigmoid row: p - y, from the target's own side. */
  public static float sigmoidResidual(float z, float target) {
    float y = Canonical.flush(target);
    float t = Canonical.exp(-Math.abs(z));
    float inverse = Canonical.reciprocal(1f + t);
    float minor = Canonical.flush(t * inverse);
    float p = z >= 0f ? inverse : minor;
    float q = z >= 0f ? minor : inverse;
    return Canonical.flush(Math.fma(1f - y, p, -Canonical.flush(y * q)));
  }

  /** Probability of the second class. */
  public static float sigmoid(float z) {
    float t = Canonical.exp(-Math.abs(z));
    float inverse = Canonical.reciprocal(1f + t);
    return z >= 0f ? inverse : Canonical.flush(t * inverse);
  }

  /** The lowest class with the largest value. */
  public static int softmaxBest(int classes, float[] z, int at) {
    int best = 0;
    float top = z[at];
    for (int c = 1; c < classes; ++c) {
      if (z[at + c] > top) {
        best = c;
        top = z[at + c];
      }
    }
    return best;
  }

  /** Turns logits into e^(z - top) in place; returns the sum of all but the best class's. */
  public static float softmaxExp(int classes, int best, float[] z, int at, float[] lane) {
    Arrays.fill(lane, 0f);
    float top = z[at + best];
    for (int c = 0; c < classes; ++c) {
      float e = Canonical.exp(z[at + c] - top);
      z[at + c] = e;
      if (c != best) {
        lane[c % Orders.LANES] += e;
      }
    }
    return Orders.tree(lane);
  }

  /** Turns a row of logits into probabilities in place. */
  public static void softmax(int classes, float[] z, int at, float[] lane) {
    int best = softmaxBest(classes, z, at);
    float inverse = Canonical.reciprocal(1f + softmaxExp(classes, best, z, at, lane));
    for (int c = 0; c < classes; ++c) {
      z[at + c] = Canonical.flush(z[at + c] * inverse);
    }
  }

  /**
   * The gradient of one parameter's mean loss with its L2 term.
   *
   * @param gradient summed over the batch
   * @param inverseWeight 1 over the batch's sum of weights
   */
  public static float meanGradient(float gradient, float inverseWeight, float l2, float w) {
    return Canonical.flush(
        Math.fma(Canonical.flush(gradient), inverseWeight, Canonical.flush(l2 * w)));
  }

  /** The row of X at a position. */
  public static int row(int[] order, long position) {
    return order == null ? (int) position : order[(int) position];
  }
}
