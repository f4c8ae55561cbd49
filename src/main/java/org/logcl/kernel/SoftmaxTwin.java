package org.logcl.kernel;

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
            Steps.softmax(classes, values, k * shape.stride(), lane);
          }
        });
  }
}
