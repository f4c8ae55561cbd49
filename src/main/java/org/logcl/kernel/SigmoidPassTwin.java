package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid_pass_cpu.cl} and its GPU flavour. */
final class SigmoidPassTwin {
  private SigmoidPassTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] params,
      float[] targets,
      float[] weights,
      float[] losses,
      int[] correct,
      float[] partials) {
    int features = shape.features();
    int chunkRows = shape.chunkRows();
    Parallel.forItems(
        shape.chunks(rows),
        2L * Math.min(rows, chunkRows) * features,
        (fromChunk, toChunk) -> {
          float[] lane = new float[Orders.LANES];
          for (int chunk = fromChunk; chunk < toChunk; ++chunk) {
            int out = chunk * (features + 1);
            Arrays.fill(partials, out, out + features + 1, 0f);
            int to = Math.min((chunk + 1) * chunkRows, rows);
            for (int k = chunk * chunkRows; k < to; ++k) {
              int row = Steps.row(order, first + k);
              int at = row * features;
              float z = Orders.laneDot(features, x, at, params, 0, lane) + params[features];
              float y = targets[row];
              int position = (int) first + k;
              losses[position] = Steps.sigmoidLoss(z, y);
              correct[position] = (z >= 0f) == (y >= 0.5f) ? 1 : 0;
              float r = Canonical.flush(weights[row] * Steps.sigmoidResidual(z, y));
              for (int d = 0; d < features; ++d) {
                partials[out + d] = Math.fma(r, x[at + d], partials[out + d]);
              }
              partials[out + features] = Math.fma(r, 1f, partials[out + features]);
            }
          }
        });
  }
}
