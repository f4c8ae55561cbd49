package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;

import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;

/** Twin of {@code kernels/gradient_norm.cl}. */
final class GradientNormTwin {
  private GradientNormTwin() {}

  static void run(
      Shape shape, float inverseWeight, float most, float[] high, float[] low, float[] factor) {
    float[] lanes = new float[Orders.LANES];
    for (int i = 0; i < shape.parameters(); ++i) {
      float g = flush(high[i] + low[i]);
      lanes[i % Orders.LANES] = Math.fma(g, g, lanes[i % Orders.LANES]);
    }
    float norm = flush(Canonical.sqrt(Orders.tree(lanes)) * inverseWeight);
    factor[0] =
        norm > most && norm < Float.POSITIVE_INFINITY
            ? flush(most * Canonical.reciprocal(norm))
            : 1f;
  }
}
