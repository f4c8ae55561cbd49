package org.logcl.kernel;

/**
 * Twin of {@code kernels/sigmoid_epoch_cpu.cl} and its GPU flavour: on the caller's thread, and
 * without an allocation a step, because a step takes a microsecond or so.
 */
final class SigmoidEpochTwin {
  private SigmoidEpochTwin() {}

  /** The pass over one batch. */
  static EpochTwin.Pass pass(
      RowScores scores,
      Shape shape,
      Stretch stretch,
      float[] x,
      float[] params,
      float[] targets,
      float[] weights,
      float[] gradient) {
    StripTwin strip = StripTwin.of(shape.features(), stretch.batchRows());
    scores.reserve(stretch.rows());
    return (order, first, count, batch) -> {
      strip.begin(params);
      SigmoidPassTwin.chunk(
          strip, order, first, count, x, targets, weights, scores.losses(), scores.correct());
      strip.store(gradient, 0);
      scores.sum(order, first, first + count, weights, 0, batch.loss(), batch.correct());
    };
  }
}
