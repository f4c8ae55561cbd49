package org.logcl.kernel;

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
    int chunkRows = shape.chunkRows();
    Parallel.forItems(
        shape.chunks(rows),
        (long) Math.min(rows, chunkRows) * shape.features(),
        (fromChunk, toChunk) -> {
          StripTwin strip = StripTwin.of(shape.features(), Math.min(rows, chunkRows));
          for (int chunk = fromChunk; chunk < toChunk; ++chunk) {
            int to = Math.min((chunk + 1) * chunkRows, rows);
            strip.clear();
            for (int k = chunk * chunkRows; k < to; k += strip.rows) {
              int count = Math.min(strip.rows, to - k);
              strip.load(count, order, first + k, x);
              System.arraycopy(residuals, k, strip.values, 0, count);
              strip.backward(count);
            }
            strip.store(partials, chunk * shape.parameters());
          }
        });
  }
}
