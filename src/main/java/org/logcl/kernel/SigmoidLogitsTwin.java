package org.logcl.kernel;

/** Twin of {@code kernels/sigmoid_logits.cl}. */
final class SigmoidLogitsTwin {
  private SigmoidLogitsTwin() {}

  static void run(
      Shape shape, int[] order, long first, int rows, float[] x, float[] params, float[] logits) {
    Parallel.forItems(
        rows,
        shape.features(),
        (from, to) -> {
          StripTwin strip = StripTwin.of(shape.features(), to - from);
          strip.begin(params);
          for (int k = from; k < to; k += strip.rows) {
            int count = Math.min(strip.rows, to - k);
            strip.load(count, order, first + k, x);
            strip.forward(count);
            System.arraycopy(strip.values, 0, logits, k, count);
          }
        });
  }
}
