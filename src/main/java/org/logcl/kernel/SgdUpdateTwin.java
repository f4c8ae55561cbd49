package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;

/** Twin of {@code kernels/sgd_update.cl}. */
final class SgdUpdateTwin {
  private SgdUpdateTwin() {}

  static void run(
      Shape shape,
      SgdUpdate.Step step,
      float[] high,
      float[] low,
      float[] params,
      float[] velocity) {
    Parallel.forItems(
        shape.parameters(),
        8,
        (from, to) -> {
          for (int i = from; i < to; ++i) {
            float w = params[i];
            float shrink = flush((i < shape.weights() ? step.l2() : 0f) * w);
            float g = flush(Math.fma(flush(high[i] + low[i]), step.inverseWeight(), shrink));
            float v = flush(Math.fma(step.momentum(), velocity[i], g));
            velocity[i] = v;
            params[i] = flush(Math.fma(-step.rate(), v, w));
          }
        });
  }
}
