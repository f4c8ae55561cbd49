package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax_residual.cl}. */
final class SoftmaxResidualTwin {
  private SoftmaxResidualTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      int[] targets,
      float[] weights,
      float[] values,
      float[] losses,
      int[] correct) {
    int classes = shape.logits();
    Parallel.forItems(
        rows,
        50L * classes,
        (from, to) -> {
          float[] lane = new float[Orders.LANES];
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            int y = targets[row];
            float s = weights[row];
            int z = k * shape.stride();
            int best = Steps.softmaxBest(classes, values, z);
            float gap = values[z + best] - values[z + y];
            float rest = Steps.softmaxExp(classes, best, values, z, lane);
            float inverse = Canonical.reciprocal(1f + rest);
            int position = (int) first + k;
            losses[position] = Canonical.flush(gap + Canonical.log1p(rest));
            correct[position] = best == y ? 1 : 0;
            for (int c = 0; c < classes; ++c) {
              float p = Canonical.flush(values[z + c] * inverse);
              float wrong = c == best ? Canonical.flush(rest * inverse) : 1f - p;
              float residual = c == y ? -wrong : p;
              values[z + c] = Canonical.flush(s * residual);
            }
            Arrays.fill(values, z + classes, z + shape.stride(), 0f);
          }
        });
  }
}
