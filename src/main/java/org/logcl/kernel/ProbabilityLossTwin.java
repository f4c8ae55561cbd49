package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;

import org.logcl.numerics.Canonical;

/** Twin of {@code kernels/probability_loss.cl}. */
final class ProbabilityLossTwin {
  private ProbabilityLossTwin() {}

  static void run(
      int rows,
      float[] probabilities,
      float[] targets,
      float[] weights,
      float[] losses,
      float[] gradients) {
    Parallel.forItems(
        rows,
        100,
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            float p = probabilities[k];
            p = (Float.floatToRawIntBits(p) & 0x7fffffff) < 0x00800000 ? 0f : p;
            float y = flush(targets[k]);
            float logP = Canonical.log(p);
            float logQ = Canonical.log1p(-p);
            logP = logP < -100f ? -100f : logP;
            logQ = logQ < -100f ? -100f : logQ;
            float other = flush((y - 1f) * logQ);
            losses[k] = flush(Math.fma(-y, logP, other));
            float spread = (1f - p) * p;
            spread = spread < 1e-12f ? 1e-12f : spread;
            float gradient = flush((p - y) * Canonical.reciprocal(spread));
            gradients[k] = flush(weights[k] * gradient);
          }
        });
  }
}
