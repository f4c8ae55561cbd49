package org.logcl.kernel;

import org.logcl.numerics.Permutation;

/** What {@link SigmoidEpochTwin} and {@link SoftmaxEpochTwin} share. */
final class EpochTwin {
  private EpochTwin() {}

  /** The pass of the head over one batch. */
  interface Pass {
    void run(int[] order, long first, int count, Batch batch);
  }

  /** What a batch leaves: its weighted loss and its correct rows, one value each. */
  @SuppressWarnings("ArrayRecordComponent") // a place to write to; never compared
  record Batch(float[] loss, int[] correct) {}

  static void run(
      Shape shape,
      Stretch stretch,
      int[] keys,
      int[] order,
      Pass pass,
      float[] inverseWeights,
      float[] losses,
      float[] correct,
      float[] gradient,
      float[] params,
      float[] velocity,
      float[] history) {
    Batch batch = new Batch(new float[1], new int[1]);
    int batches = stretch.batches();
    for (int step = stretch.firstStep(); step < stretch.lastStep(); ++step) {
      int epoch = step / batches;
      int number = step - epoch * batches;
      if (number == 0 && keys != null) {
        Permutation.fill(keys, Permutation.ROUNDS * epoch, order);
      }
      long first = (long) number * stretch.batchRows();
      pass.run(order, first, (int) Math.min(stretch.batchRows(), stretch.rows() - first), batch);
      losses[step] = batch.loss()[0];
      correct[step] = batch.correct()[0];
      if (inverseWeights[step] != 0) {
        SgdUpdateTwin.step(
            0,
            shape.parameters(),
            shape.weights(),
            new SgdUpdate.Step(
                inverseWeights[step], stretch.rate(), stretch.momentum(), stretch.l2()),
            gradient,
            null,
            params,
            velocity);
      }
      if (number == batches - 1) {
        System.arraycopy(params, 0, history, epoch * shape.parameters(), shape.parameters());
      }
    }
  }
}
