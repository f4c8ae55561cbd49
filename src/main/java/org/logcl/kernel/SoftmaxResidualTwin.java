package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SoftmaxRow;
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
        30L * classes,
        (from, to) -> {
          SoftmaxRow exp = new SoftmaxRow(classes);
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            int y = targets[row];
            float s = weights[row];
            int z = k * shape.stride();
            int best = Steps.softmaxBest(classes, values, z);
            float gap = values[z + best] - values[z + y];
            float rest = exp.run(best, values, z);
            float inverse = Canonical.reciprocal(1f + rest);
            int position = (int) first + k;
            losses[position] = Canonical.flush(gap + Canonical.log1p(rest));
            correct[position] = best == y ? 1 : 0;
            float bestWrong = Canonical.flush(rest * inverse);
            float yWrong = best == y ? bestWrong : 1f - Canonical.flush(exp.e[y] * inverse);
            for (int c = 0; c < classes; ++c) {
              values[z + c] = Canonical.flush(s * Canonical.flush(exp.e[c] * inverse));
            }
            values[z + y] = Canonical.flush(s * -yWrong);
            Arrays.fill(values, z + classes, z + shape.stride(), 0f);
          }
        });
  }
}
