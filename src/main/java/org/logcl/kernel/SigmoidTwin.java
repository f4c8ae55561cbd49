package org.logcl.kernel;

import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid.cl}. */
final class SigmoidTwin {
  private SigmoidTwin() {}

  static void run(int rows, float[] values) {
    Parallel.forItems(
        rows,
        50,
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            values[k] = Steps.sigmoid(values[k]);
          }
        });
  }
}
