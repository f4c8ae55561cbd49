package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;
import static org.logcl.numerics.Canonical.flushSquare;
import static org.logcl.numerics.Canonical.reciprocal;
import static org.logcl.numerics.Canonical.sqrt;
import static org.logcl.numerics.Steps.meanGradient;

/** Twin of {@code kernels/adagrad_update.cl}. */
final class AdagradUpdateTwin {
  private AdagradUpdateTwin() {}

  static void run(
      Shape shape,
      AdagradUpdate.Step step,
      float[] high,
      float[] low,
      float[] params,
      float[] second) {
    int weights = shape.weights();
    Parallel.forItems(
        shape.parameters(),
        16,
        (from, to) -> {
          for (int i = from; i < to; ++i) {
            float w = params[i];
            float l2 = i < weights ? step.l2() : 0f;
            float g = meanGradient(high[i] + low[i], step.inverseWeight(), l2, w);
            float v = flushSquare(second[i] + flushSquare(g * g));
            float direction = flush(g * reciprocal(sqrt(v) + step.epsilon()));
            second[i] = v;
            params[i] = flush(Math.fma(-step.rate(), direction, w));
          }
        });
  }
}
