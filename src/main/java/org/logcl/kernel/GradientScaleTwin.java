package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;

/** Twin of {@code kernels/gradient_scale.cl}. */
final class GradientScaleTwin {
  private GradientScaleTwin() {}

  static void run(Shape shape, float[] factor, float[] high, float[] low) {
    if (factor[0] < 1f) {
      for (int i = 0; i < shape.parameters(); ++i) {
        high[i] = flush(high[i] * factor[0]);
        low[i] = flush(low[i] * factor[0]);
      }
    }
  }
}
