package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax_gradient.cl}. */
final class SoftmaxGradientTwin {
  // Features of one item: with a single chunk, as in a mini-batch, the cores share the features.
  private static final int BLOCK = 64;

  private SoftmaxGradientTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] residuals,
      float[] partials) {
    int blocks = shape.features() / BLOCK + 1;
    Parallel.forItems(
        shape.chunks(rows) * blocks,
        (long) Math.min(rows, shape.chunkRows()) * BLOCK * shape.stride(),
        (from, to) -> {
          for (int item = from; item < to; ++item) {
            block(
                shape,
                order,
                first,
                rows,
                item / blocks,
                item % blocks * BLOCK,
                x,
                residuals,
                partials);
          }
        });
  }

  private static void block(
      Shape shape,
      int[] order,
      long first,
      int rows,
      int chunk,
      int fromFeature,
      float[] x,
      float[] residuals,
      float[] partials) {
    int features = shape.features();
    int stride = shape.stride();
    int toFeature = Math.min(fromFeature + BLOCK, features + 1);
    int out = chunk * shape.parameters();
    // Math.fma rounds a zero to +0 in a chain from +0; kernels have lc_unsign_zero for that.
    Arrays.fill(partials, out + fromFeature * stride, out + toFeature * stride, 0f);
    int to = Math.min((chunk + 1) * shape.chunkRows(), rows);
    for (int k = chunk * shape.chunkRows(); k < to; ++k) {
      int at = Steps.row(order, first + k) * features;
      int r = k * stride;
      for (int d = fromFeature; d < toFeature; ++d) {
        float xd = d < features ? x[at + d] : 1f;
        int g = out + d * stride;
        for (int c = 0; c < stride; ++c) {
          partials[g + c] = Math.fma(xd, residuals[r + c], partials[g + c]);
        }
      }
    }
  }
}
