package org.logcl.kernel;

import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid.cl}. */
final class SigmoidTwin {
  private SigmoidTwin() {}

  static void run(int rows, float[] logits, float[] probabilities) {
    Parallel.forItems(
        rows,
        50,
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            probabilities[2 * k] = Steps.sigmoid(-logits[k]);
            probabilities[2 * k + 1] = Steps.sigmoid(logits[k]);
          }
        });
  }
}
