package org.logcl.kernel;

import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax.cl}. */
final class SoftmaxTwin {
  private SoftmaxTwin() {}

  static void run(Shape shape, int rows, float[] values) {
    int classes = shape.logits();
    Parallel.forItems(
        rows,
        50L * classes,
        (from, to) -> {
          float[] lane = new float[Orders.LANES];
          for (int k = from; k < to; ++k) {
            int z = k * shape.stride();
            int best = Steps.softmaxBest(classes, values, z);
            float rest = Steps.softmaxExp(classes, best, values, z, lane);
            float inverse = Canonical.reciprocal(1f + rest);
            for (int c = 0; c < classes; ++c) {
              values[z + c] = Canonical.flush(values[z + c] * inverse);
            }
          }
        });
  }
}
