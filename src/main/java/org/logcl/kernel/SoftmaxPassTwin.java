package org.logcl.kernel;

/**
 * Twin of {@code kernels/softmax_pass_cpu.cl} and its GPU flavour: the twins of its steps, one
 * after the other.
 */
final class SoftmaxPassTwin {
  private SoftmaxPassTwin() {}

  static void run(
      RowScores scores,
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] x,
      float[] params,
      int[] targets,
      float[] weights,
      int at,
      float[] sums,
      int[] counts,
      float[] partials) {
    scores.reserve(first + rows);
    float[] values = scores.logits(rows * shape.stride());
    SoftmaxLogitsTwin.run(shape, order, first, rows, x, params, values);
    SoftmaxResidualTwin.run(
        shape, order, first, rows, targets, weights, values, scores.losses(), scores.correct());
    SoftmaxGradientTwin.run(shape, order, first, rows, x, values, partials);
    for (int chunk = 0; chunk < shape.chunks(rows); ++chunk) {
      long from = first + (long) chunk * shape.chunkRows();
      long to = Math.min(from + shape.chunkRows(), first + rows);
      scores.sum(order, from, to, weights, at + chunk, sums, counts);
    }
  }
}
