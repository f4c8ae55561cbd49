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
    float[] values = new float[rows * shape.stride()];
    SoftmaxLogitsTwin.run(shape, order, first, rows, x, params, values);
    SoftmaxResidualTwin.run(
        shape, order, first, rows, targets, weights, values, scores.losses(), scores.correct());
    SoftmaxGradientTwin.run(shape, order, first, rows, x, values, partials);
    scores.sum(shape, order, first, rows, weights, at, sums, counts);
  }
}
