package org.logcl.kernel;

/**
 * Twin of {@code kernels/sigmoid_epoch_cpu.cl}: on the caller's thread, and without an allocation a
 * step, because a step takes a microsecond or so.
 */
final class SigmoidEpochTwin {
  private SigmoidEpochTwin() {}

  static void run(
      Shape shape,
      Stretch stretch,
      int[] order,
      float[] x,
      float[] targets,
      float[] weights,
      float[] inverseWeights,
      float[] losses,
      int[] correct,
      float[] gradient,
      float[] params,
      float[] velocity) {
    StripTwin strip = StripTwin.of(shape.features(), stretch.batchRows());
    for (int batch = stretch.firstBatch(); batch < stretch.lastBatch(); ++batch) {
      long first = (long) batch * stretch.batchRows();
      int count = (int) Math.min(stretch.batchRows(), stretch.rows() - first);
      strip.begin(params);
      SigmoidPassTwin.chunk(strip, order, first, count, x, targets, weights, losses, correct);
      strip.store(gradient, 0);
      if (inverseWeights[batch] > 0) {
        SgdUpdateTwin.step(
            0,
            shape.parameters(),
            shape.weights(),
            new SgdUpdate.Step(
                inverseWeights[batch], stretch.rate(), stretch.momentum(), stretch.l2()),
            gradient,
            null,
            params,
            velocity);
      }
    }
  }
}
