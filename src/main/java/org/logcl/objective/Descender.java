package org.logcl.objective;

import java.util.List;
import java.util.Optional;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Readback;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;

/** The steps of one epoch of mini-batch descent, each by a few launches of its own. */
final class Descender {
  // Steps between two waits for the device. A queue of unbounded length would grow in the runtime's
  // memory, and nothing could be interrupted; one wait in so many steps costs nothing that can be
  // measured.
  private static final int STEPS_BETWEEN_WAITS = 256;

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

  List<EpochOutcome> run(RowOrder order, int epoch, LinearObjective.Progress progress) {
    RowSums.Plan plan = new RowSums.Plan(data.rows(), batchRows, shape.chunkRows());
    try (Resources made = new Resources()) {
      Ints positions = positions(order, epoch, made);
      float[] inverse = new float[BatchWeights.batches(data.rows(), batchRows)];
      BatchWeights.fill(
          data,
          batchRows,
          data.isUnweighted() ? null : order.positions(epoch, data.rows()),
          inverse,
          0);
      Floats sums = made.add(objective.backend.floats("sums of losses", plan.total()));
      Ints counts = made.add(objective.backend.ints("counts of correct rows", plan.total()));
      steps(plan, positions, inverse, sums, counts, done -> progress.rowsDone(epoch, done));
      Readback readback = new Readback();
      float[] parameters = readback.floats(objective.params, shape.parameters());
      Totals totals = objective.totals(data, plan, positions, sums, counts, readback);
      return List.of(new EpochOutcome(totals, parameters, Optional.empty()));
    }
  }

  private Ints positions(RowOrder order, int epoch, Resources made) {
    if (order.isAsTheyLie()) {
      return null;
    }
    if (!order.isShuffled()) {
      return made.add(objective.backend.ints("order of rows", order.positions(epoch, data.rows())));
    }
    Ints keys = made.add(objective.backend.ints("keys of the shuffle", order.keys(epoch, 1)));
    Ints positions = made.add(objective.backend.ints("order of rows", data.rows()));
    objective.backend.batchOrder(data.rows(), 0, keys, positions);
    return positions;
  }

  private interface RowsDone {
    void rows(int done);
  }

  private void steps(
      RowSums.Plan plan, Ints order, float[] inverse, Floats sums, Ints counts, RowsDone progress) {
    boolean joined =
        data.losses() != null
            && data.hasPasses()
            && descent.isPlain()
            && objective.backend.stepsSoftmax(shape, batchRows);
    // Whether the parameters lie in the workspace, where a joined step left them.
    boolean goesOn = false;
    for (int batch = 0; batch < inverse.length; ++batch) {
      int from = batch * batchRows;
      int to = (int) Math.min((long) from + batchRows, data.rows());
      if (joined && inverse[batch] > 0) {
        Rows rows = new Rows(order, from, to - from);
        objective.step(data, rows, goesOn, descent.step(inverse[batch]));
        goesOn = true;
      } else {
        boolean combined =
            objective.gradient(data, order, from, to, batch * plan.chunks(), sums, counts);
        if (inverse[batch] > 0) {
          objective.update(combined, descent, inverse[batch]);
        }
      }
      if ((batch + 1) % STEPS_BETWEEN_WAITS == 0 && batch + 1 < inverse.length) {
        objective.backend.finish();
        progress.rows(to);
      }
    }
  }
}
