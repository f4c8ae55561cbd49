package org.logcl.verify;

/**
 * Straightforward float32 code, each function rounded correctly: what one would write without
 * thinking of ranges. Its errors stand beside the kernels' for scale; nothing is judged by them.
 */
final class Naive {
  private Naive() {}

  static float exp(float x) {
    return (float) StrictMath.exp(x);
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float sigmoid(float z) {
    return 1 / (1 + exp(-z));
  }

  /** Infinite from a lead of about 17 on the wrong side. */
  static float sigmoidLoss(float z, float y) {
    return sigmoidLoss(z, y, 1);
  }

  /** The positive side counts q. */
  static float sigmoidLoss(float z, float y, float q) {
    float p = sigmoid(z);
    float loss = 0;
    loss -= q * y == 0 ? 0 : q * y * log(p);
    loss -= y == 1 ? 0 : (1 - y) * log(1 - p);
    return loss;
  }

  static void softmax(int classes, float[] z, int at, float[] p) {
    float top = z[at];
    for (int c = 1; c < classes; ++c) {
      top = Math.max(top, z[at + c]);
    }
    float sum = 0;
    for (int c = 0; c < classes; ++c) {
      p[c] = exp(z[at + c] - top);
      sum += p[c];
    }
    for (int c = 0; c < classes; ++c) {
      p[c] /= sum;
    }
  }

  static float probabilityLoss(float p, float y) {
    return -(y * Math.max(log(p), -100) + (1 - y) * Math.max(log(1 - p), -100));
  }

  static float probabilityGradient(float p, float y) {
    return (p - y) / Math.max(p * (1 - p), 1e-12f);
  }
}
