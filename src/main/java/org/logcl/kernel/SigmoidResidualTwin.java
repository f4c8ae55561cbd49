package org.logcl.kernel;

/** Twin of {@code kernels/sigmoid_residual.cl}. */
final class SigmoidResidualTwin {
  // Long enough for vectors, short enough for the nearest cache.
  private static final int BLOCK = 256;

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
        SigmoidRowsTwin.COST,
        (from, to) -> {
          SigmoidRowsTwin steps = new SigmoidRowsTwin(Math.min(BLOCK, to - from));
          float[] block = new float[Math.min(BLOCK, to - from)];
          for (int k = from; k < to; k += BLOCK) {
            int count = Math.min(BLOCK, to - k);
            System.arraycopy(values, k, block, 0, count);
            steps.run(count, order, first + k, targets, weights, block, losses, correct);
            System.arraycopy(block, 0, values, k, count);
          }
        });
  }
}
