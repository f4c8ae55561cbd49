package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/sigmoid_gradient.cl}. */
final class SigmoidGradientTwin {
  private SigmoidGradientTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] residuals,
      float[] partials) {
    int features = shape.features();
    int chunkRows = shape.chunkRows();
    Parallel.forItems(
        shape.chunks(rows),
        (long) chunkRows * features,
        (fromChunk, toChunk) -> {
          for (int chunk = fromChunk; chunk < toChunk; ++chunk) {
            int out = chunk * (features + 1);
            // Math.fma rounds a zero to +0 in a chain from +0; kernels have lc_unsign_zero for
            // that.
            Arrays.fill(partials, out, out + features + 1, 0f);
            int to = Math.min((chunk + 1) * chunkRows, rows);
            for (int k = chunk * chunkRows; k < to; ++k) {
              int at = Steps.row(order, first + k) * features;
              float r = residuals[k];
              for (int d = 0; d < features; ++d) {
                partials[out + d] = Math.fma(r, x[at + d], partials[out + d]);
              }
              partials[out + features] = Math.fma(r, 1f, partials[out + features]);
            }
          }
        });
  }
}
