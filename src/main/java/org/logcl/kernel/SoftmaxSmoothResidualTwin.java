package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.SoftmaxRow;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax_smooth_residual.cl}. */
final class SoftmaxSmoothResidualTwin {
  private SoftmaxSmoothResidualTwin() {}

  static void run(
      Shape shape,
      float smoothing,
      int[] order,
      long first,
      int rows,
      int[] targets,
      float[] weights,
      float[] values,
      float[] losses,
      int[] correct) {
    int classes = shape.logits();
    float e = Canonical.flush(smoothing);
    float share = SoftmaxSmoothResidual.share(shape, smoothing);
    float own = (1f - e) + share;
    Parallel.forItems(
        rows,
        35L * classes,
        (from, to) -> {
          SoftmaxRow exp = new SoftmaxRow(classes);
          float[] lane = new float[Orders.LANES];
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            int y = targets[row];
            float s = weights[row];
            int z = k * shape.stride();
            int best = Steps.softmaxBest(classes, values, z);
            float top = values[z + best];
            Arrays.fill(lane, 0f);
            for (int c = 0; c < classes; ++c) {
              int l = c % Orders.LANES;
              float gap = Canonical.flush(top - values[z + c]);
              lane[l] = Math.fma(c == y ? own : share, gap, lane[l]);
            }
            float gap = Orders.tree(lane);
            float rest = exp.run(best, values, z);
            float inverse = Canonical.reciprocal(1f + rest);
            int position = (int) first + k;
            losses[position] = Canonical.flush(gap + Canonical.log1p(rest));
            correct[position] = best == y ? 1 : 0;
            float bestWrong = Canonical.flush(rest * inverse);
            float yWrong = best == y ? bestWrong : 1f - Canonical.flush(exp.e[y] * inverse);
            for (int c = 0; c < classes; ++c) {
              float p = Canonical.flush(exp.e[c] * inverse);
              values[z + c] = Canonical.flush(s * (p - share));
            }
            values[z + y] = Canonical.flush(s * ((e - share) - yWrong));
            Arrays.fill(values, z + classes, z + shape.stride(), 0f);
          }
        });
  }
}
