package org.logcl.kernel;

import org.logcl.numerics.Canonical;
import org.logcl.numerics.SoftmaxRow;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax.cl}. */
final class SoftmaxTwin {
  private SoftmaxTwin() {}

  static void run(Shape shape, int rows, float[] values) {
    int classes = shape.logits();
    Parallel.forItems(
        rows,
        30L * classes,
        (from, to) -> {
          SoftmaxRow row = new SoftmaxRow(classes);
          for (int k = from; k < to; ++k) {
            int z = k * shape.stride();
            int best = Steps.softmaxBest(classes, values, z);
            float inverse = Canonical.reciprocal(1f + row.run(best, values, z));
            for (int c = 0; c < classes; ++c) {
              values[z + c] = Canonical.flush(row.e[c] * inverse);
            }
          }
        });
  }
}
