package org.logcl.objective;

import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;
import org.logcl.kernel.Stretch;

/** The steps of one epoch of mini-batch descent. */
final class Descender {
  // Steps between two waits for the device. A queue of unbounded length would grow in the runtime's
  // memory, and nothing could be interrupted; one wait in so many steps costs nothing that can be
  // measured.
  private static final int STEPS_BETWEEN_WAITS = 256;

  /** Multiply-adds of a launch of many steps: about 10 ms of one core. */
  static final long LAUNCH_WORK = 1L << 25;

  private final LinearObjective objective;
  private final Shape shape;
  private final DeviceData data;
  private final LinearObjective.Descent descent;
  private final int batchRows;

  Descender(LinearObjective objective, DeviceData data, LinearObjective.Descent descent) {
    this.objective = objective;
    this.data = data;
    this.descent = descent;
    shape = objective.shape;
    batchRows = Math.min(descent.batchRows(), data.rows());
  }

  /**
   * Takes every step.
   *
   * @param order row numbers by position on the backend, and the same on the host; both null for
   *     the rows as they lie
   * @param epoch takes what must live until the device is done
   */
  void run(Ints order, int[] hostOrder, Resources epoch, LinearObjective.Progress progress) {
    float[] inverse = inverseWeights(hostOrder);
    if (shape.isSigmoid()
        && shape.chunks(batchRows) == 1
        && objective.backend.epochsPay(shape, batchRows)) {
      stretches(order, epoch.add(objective.backend.floats("inverse weights", inverse)), progress);
    } else {
      steps(order, inverse, progress);
    }
  }

  /** One launch for each step, or a few. */
  private void steps(Ints order, float[] inverse, LinearObjective.Progress progress) {
    for (int batch = 0; batch < inverse.length; ++batch) {
      int from = batch * batchRows;
      boolean combined =
          objective.gradient(
              data, order, from, (int) Math.min((long) from + batchRows, data.rows()));
      if (inverse[batch] > 0) {
        objective.backend.sgdUpdate(
            shape,
            new SgdUpdate.Step(inverse[batch], descent.rate(), descent.momentum(), descent.l2()),
            combined ? objective.workspace.high : objective.workspace.partials,
            combined ? objective.workspace.low : objective.workspace.zeros,
            objective.params,
            objective.velocity);
      }
      if ((batch + 1) % STEPS_BETWEEN_WAITS == 0) {
        objective.backend.finish();
        progress.rowsDone((int) Math.min((long) from + batchRows, data.rows()));
      }
    }
  }

  /**
   * One launch for many steps; each short enough that the display of a device in use does not
   * freeze.
   */
  private void stretches(Ints order, Floats inverse, LinearObjective.Progress progress) {
    int batches = (int) inverse.length();
    int most = (int) Math.max(1, objective.launchWork / ((long) batchRows * shape.parameters()));
    for (int from = 0; from < batches; from += Math.min(most, batches - from)) {
      int to = (int) Math.min((long) from + most, batches);
      objective.backend.sigmoidEpoch(
          shape,
          new Stretch(
              data.rows(), batchRows, from, to, descent.rate(), descent.momentum(), descent.l2()),
          order,
          data.x(),
          data.targets(),
          data.weights(),
          inverse,
          data.losses(),
          data.correct(),
          objective.workspace.partials,
          objective.params,
          objective.velocity);
      if (to < batches) {
        objective.backend.finish();
        progress.rowsDone(to * batchRows);
      }
    }
  }

  /**
   * 1 over each batch's sum of weights; 0 for a batch whose rows all weigh 0: it has no mean
   * gradient, so there is no step, as if its rows were not there.
   */
  private float[] inverseWeights(int[] order) {
    float[] inverse = new float[(int) ((data.rows() + (long) batchRows - 1) / batchRows)];
    for (int batch = 0; batch < inverse.length; ++batch) {
      int from = batch * batchRows;
      int to = (int) Math.min((long) from + batchRows, data.rows());
      double weight = data.weightOf(order, from, to);
      inverse[batch] = weight > 0 ? (float) (1 / weight) : 0f;
    }
    return inverse;
  }
}
