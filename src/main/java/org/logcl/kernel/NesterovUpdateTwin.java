package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;
import static org.logcl.numerics.Steps.meanGradient;

/** Twin of {@code kernels/nesterov_update.cl}. */
final class NesterovUpdateTwin {
  private NesterovUpdateTwin() {}

  static void run(
      Shape shape,
      SgdUpdate.Step step,
      float[] high,
      float[] low,
      float[] params,
      float[] velocity) {
    int weights = shape.weights();
    Parallel.forItems(
        shape.parameters(),
        16,
        (from, to) -> {
          for (int i = from; i < to; ++i) {
            float w = params[i];
            float l2 = i < weights ? step.l2() : 0f;
            float g = meanGradient(high[i] + low[i], step.inverseWeight(), l2, w);
            float v = flush(Math.fma(step.momentum(), velocity[i], g));
            velocity[i] = v;
            params[i] = flush(Math.fma(-step.rate(), flush(Math.fma(step.momentum(), v, g)), w));
          }
        });
  }
}
