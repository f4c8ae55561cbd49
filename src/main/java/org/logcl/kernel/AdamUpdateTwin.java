package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;
import static org.logcl.numerics.Canonical.flushSquare;
import static org.logcl.numerics.Canonical.reciprocal;
import static org.logcl.numerics.Canonical.sqrt;
import static org.logcl.numerics.Steps.meanGradient;

/** Twin of {@code kernels/adam_update.cl}. */
final class AdamUpdateTwin {
  private AdamUpdateTwin() {}

  static void run(
      Shape shape,
      AdamUpdate.Step step,
      float[] high,
      float[] low,
      float[] params,
      float[] first,
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
            float m = flush(Math.fma(step.beta1(), first[i], flush(step.rest1() * g)));
            float square = flushSquare(step.rest2() * flushSquare(g * g));
            float v = flushSquare(Math.fma(step.beta2(), second[i], square));
            float root = sqrt(flushSquare(v * step.correction()));
            float direction = flush(m * reciprocal(root + step.epsilon()));
            float kept = flush(Math.fma(i < weights ? -step.decay() : 0f, w, w));
            first[i] = m;
            second[i] = v;
            params[i] = flush(Math.fma(-step.rate(), direction, kept));
          }
        });
  }
}
