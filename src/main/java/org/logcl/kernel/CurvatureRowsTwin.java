package org.logcl.kernel;

import org.logcl.numerics.Canonical;

/** Twin of {@code kernels/curvature_rows.cl}. */
final class CurvatureRowsTwin {
  private CurvatureRowsTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      int c,
      float[] x,
      float[] weights,
      float[] probabilities,
      float[] out) {
    Shape block = CurvatureRows.block(shape, c);
    int features = shape.features();
    int blocks = shape.logits() - c;
    int stride = shape.isSigmoid() ? 2 : shape.stride();
    Parallel.forItems(
        rows,
        3L * block.stride(),
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            int row = order == null ? (int) first + k : order[(int) first + k];
            int p = k * stride;
            int at = k * block.stride();
            float outer = Canonical.flush(weights[row] * probabilities[p + c]);
            for (int b = 0; b < blocks; ++b) {
              float other = b == 0 ? 1f - probabilities[p + c] : -probabilities[p + c + b];
              float w = Canonical.flush(outer * (shape.isSigmoid() ? probabilities[p + 1] : other));
              for (int d = 0; d < features; ++d) {
                out[at++] = Canonical.flush(w * x[row * features + d]);
              }
              out[at++] = w;
            }
            for (int column = block.logits(); column < block.stride(); ++column) {
              out[at++] = 0f;
            }
          }
        });
  }
}
