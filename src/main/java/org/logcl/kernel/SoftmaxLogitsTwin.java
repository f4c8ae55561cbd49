package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/softmax_logits.cl}. */
final class SoftmaxLogitsTwin {
  private SoftmaxLogitsTwin() {}

  static void run(
      Shape shape, int[] order, long first, int rows, float[] x, float[] params, float[] logits) {
    int features = shape.features();
    int stride = shape.stride();
    Parallel.forItems(
        rows,
        (long) features * stride,
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            int at = Steps.row(order, first + k) * features;
            int z = k * stride;
            Arrays.fill(logits, z, z + stride, 0f);
            for (int d = 0; d < features; ++d) {
              float xd = x[at + d];
              int w = d * stride;
              for (int c = 0; c < stride; ++c) {
                logits[z + c] = Math.fma(xd, params[w + c], logits[z + c]);
              }
            }
            int b = features * stride;
            for (int c = 0; c < stride; ++c) {
              logits[z + c] = logits[z + c] + params[b + c];
            }
          }
        });
  }
}
