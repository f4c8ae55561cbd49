package org.logcl.kernel;

/** Twin of {@code kernels/softmax_epoch_cpu.cl} and its GPU flavour. */
final class SoftmaxEpochTwin {
  private SoftmaxEpochTwin() {}

  /** The pass over one batch. */
  static EpochTwin.Pass pass(
      RowScores scores,
      Shape shape,
      float[] x,
      float[] params,
      int[] targets,
      float[] weights,
      float[] gradient) {
    return (order, first, count, batch) ->
        SoftmaxPassTwin.run(
            scores,
            shape,
            order,
            first,
            count,
            x,
            params,
            targets,
            weights,
            0,
            batch.loss(),
            batch.correct(),
            gradient);
  }
}
