package org.logcl.kernel;

import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid_logits.cl}. */
final class SigmoidLogitsTwin {
  private SigmoidLogitsTwin() {}

  static void run(
      Shape shape, int[] order, long first, int rows, float[] x, float[] params, float[] logits) {
    int features = shape.features();
    Parallel.forItems(
        rows,
        features,
        (from, to) -> {
          float[] lane = new float[Orders.LANES];
          for (int k = from; k < to; ++k) {
            int at = Steps.row(order, first + k) * features;
            logits[k] = Orders.laneDot(features, x, at, params, 0, lane) + params[features];
          }
        });
  }
}
