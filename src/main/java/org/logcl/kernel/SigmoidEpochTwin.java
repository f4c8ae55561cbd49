package org.logcl.kernel;

/** Twin of {@code kernels/sigmoid_epoch_cpu.cl}. */
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
    float[] zeros = new float[shape.parameters()];
    for (int batch = stretch.firstBatch(); batch < stretch.lastBatch(); ++batch) {
      long first = (long) batch * stretch.batchRows();
      int count = (int) Math.min(stretch.batchRows(), stretch.rows() - first);
      SigmoidPassTwin.run(
          shape, order, first, count, x, params, targets, weights, losses, correct, gradient);
      if (inverseWeights[batch] > 0) {
        SgdUpdateTwin.run(
            shape,
            new SgdUpdate.Step(
                inverseWeights[batch], stretch.rate(), stretch.momentum(), stretch.l2()),
            gradient,
            zeros,
            params,
            velocity);
      }
    }
  }
}
