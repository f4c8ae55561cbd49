package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax_soft_residual.cl}. */
final class SoftmaxSoftResidualTwin {
  private SoftmaxSoftResidualTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] targets,
      float[] weights,
      float[] values,
      float[] losses,
      int[] correct) {
    Parallel.forItems(
        rows,
        100L * shape.logits(),
        (from, to) -> {
          float[] lane = new float[Orders.LANES];
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            int position = (int) first + k;
            row(
                shape,
                targets,
                row,
                weights[row],
                values,
                k * shape.stride(),
                losses,
                position,
                correct,
                lane);
          }
        });
  }

  private static void row(
      Shape shape,
      float[] targets,
      int row,
      float s,
      float[] values,
      int z,
      float[] losses,
      int position,
      int[] correct,
      float[] lane) {
    int classes = shape.logits();
    int y = row * classes;
    int best = Steps.softmaxBest(classes, values, z);
    float top = values[z + best];
    Arrays.fill(lane, 0f);
    for (int c = 0; c < classes; ++c) {
      lane[c % Orders.LANES] += Canonical.flush(targets[y + c]);
    }
    float mass = Orders.tree(lane);
    Arrays.fill(lane, 0f);
    for (int c = 0; c < classes; ++c) {
      lane[c % Orders.LANES] += c == best ? 0f : Canonical.exp(values[z + c] - top);
    }
    float rest = Orders.tree(lane);
    float logRest = Canonical.log1p(rest);
    Arrays.fill(lane, 0f);
    for (int c = 0; c < classes; ++c) {
      int l = c % Orders.LANES;
      float cost = Canonical.flush((top - values[z + c]) + logRest);
      lane[l] = Math.fma(Canonical.flush(targets[y + c]), cost, lane[l]);
    }
    losses[position] = Canonical.flush(Orders.tree(lane));
    correct[position] = best == Steps.softmaxBest(classes, targets, y) ? 1 : 0;

    float inverse = Canonical.reciprocal(1f + rest);
    for (int c = 0; c < classes; ++c) {
      float yc = Canonical.flush(targets[y + c]);
      float p = Canonical.flush(Canonical.exp(values[z + c] - top) * inverse);
      float wrong = c == best ? Canonical.flush(rest * inverse) : 1f - p;
      float residual = Canonical.flush(Math.fma(mass - yc, p, -Canonical.flush(yc * wrong)));
      values[z + c] = Canonical.flush(s * residual);
    }
    Arrays.fill(values, z + classes, z + shape.stride(), 0f);
  }
}
