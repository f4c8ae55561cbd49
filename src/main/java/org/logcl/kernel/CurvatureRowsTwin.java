package org.logcl.kernel;

import org.logcl.numerics.Canonical;

/** Twin of {@code kernels/curvature_rows.cl}. */
final class CurvatureRowsTwin {
  private CurvatureRowsTwin() {}

  static void run(
      Shape shape,
      boolean independent,
      int[] order,
      long first,
      int rows,
      int c,
      float[] x,
      float[] weights,
      float[] probabilities,
      float[] out) {
    Shape block = CurvatureRows.block(shape, independent, c);
    boolean pairs = independent || shape.isSigmoid();
    int features = shape.features();
    int blocks = pairs ? 1 : shape.logits() - c;
    int stride = pairs ? 2 * shape.stride() : shape.stride();
    Parallel.forItems(
        rows,
        3L * block.stride(),
        (from, to) -> {
          for (int k = from; k < to; ++k) {
            int row = order == null ? (int) first + k : order[(int) first + k];
            int p = k * stride + (pairs ? 2 * c : c);
            int at = k * block.stride();
            float outer = Canonical.flush(weights[row] * probabilities[p]);
            for (int b = 0; b < blocks; ++b) {
              float other = b == 0 ? 1f - probabilities[p] : -probabilities[p + b];
              float w = Canonical.flush(outer * (pairs ? probabilities[p + 1] : other));
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
