package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;
import static org.logcl.numerics.Steps.meanGradient;

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
        (from, to) -> step(from, to, shape.weights(), step, high, low, params, velocity));
  }

  /**
   * One step of the parameters {@code from .. to - 1}.
   *
   * @param weights the first so many parameters have a penalty
   * @param low low parts of the gradient, or null for zeros
   */
  static void step(
      int from,
      int to,
      int weights,
      SgdUpdate.Step step,
      float[] high,
      float[] low,
      float[] params,
      float[] velocity) {
    float minusRate = -step.rate();
    for (int i = from; i < to; ++i) {
      float w = params[i];
      float total = high[i] + (low == null ? 0f : low[i]);
      float g = meanGradient(total, step.inverseWeight(), i < weights ? step.l2() : 0f, w);
      float v = flush(Math.fma(step.momentum(), velocity[i], g));
      velocity[i] = v;
      params[i] = flush(Math.fma(minusRate, v, w));
    }
  }
}
