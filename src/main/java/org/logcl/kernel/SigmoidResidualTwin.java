package org.logcl.kernel;

import org.logcl.numerics.Canonical;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid_residual.cl}. */
final class SigmoidResidualTwin {
  private SigmoidResidualTwin() {}

  static void run(
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
        100,
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            float z = values[k];
            float y = targets[row];
            int position = (int) first + k;
            losses[position] = Steps.sigmoidLoss(z, y);
            values[k] = Canonical.flush(weights[row] * Steps.sigmoidResidual(z, y));
            correct[position] = (z >= 0f) == (y >= 0.5f) ? 1 : 0;
          }
        });
  }
}
