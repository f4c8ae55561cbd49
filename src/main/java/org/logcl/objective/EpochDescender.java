package org.logcl.objective;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Ordering;
import org.logcl.kernel.Readback;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;
import org.logcl.kernel.Stretch;

/** Epochs of mini-batch descent, many steps in a launch. */
final class EpochDescender {
  /**
   * Multiply-adds of a launch of many steps: about 10 ms of one core, so that the display of a
   * device in use does not freeze and somebody can interrupt.
   */
  static final long LAUNCH_WORK = 1L << 25;

  private final LinearObjective objective;
  private final Shape shape;
  private final DeviceData data;
  private final LinearObjective.Descent descent;
  private final int batchRows;
  private final int batches;

  EpochDescender(LinearObjective objective, DeviceData data, LinearObjective.Descent descent) {
    this.objective = objective;
    this.data = data;
    this.descent = descent;
    shape = objective.shape;
    batchRows = Math.min(descent.batchRows(), data.rows());
    batches = BatchWeights.batches(data.rows(), batchRows);
  }

  /** Epochs that one launch may take; 1 where an epoch takes a launch or more. */
  int epochsAtOnce() {
    long work = (long) batches * batchRows * shape.parameters();
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE / batches, objective.launchWork / work));
  }

  List<EpochOutcome> run(
      RowOrder order,
      int firstEpoch,
      int epochs,
      boolean score,
      LinearObjective.Progress progress) {
    int steps = epochs * batches;
    try (Resources made = new Resources()) {
      Ordering ordering = ordering(order, firstEpoch, epochs, made);
      Floats inverse =
          made.add(
              objective.backend.floats(
                  "inverse weights", inverseWeights(order, firstEpoch, epochs)));
      Floats losses = made.add(objective.backend.floats("losses of batches", steps));
      Floats correct = made.add(objective.backend.floats("correct rows of batches", steps));
      Floats history =
          made.add(
              objective.backend.floats(
                  "parameters after epochs", (long) epochs * shape.parameters()));
      int most = (int) Math.max(1, objective.launchWork / ((long) batchRows * shape.parameters()));
      for (int from = 0; from < steps; from += Math.min(most, steps - from)) {
        int to = (int) Math.min((long) from + most, steps);
        launch(stretch(from, to), ordering, inverse, losses, correct, history);
        if (to < steps && to % batches != 0) {
          objective.backend.finish();
          progress.rowsDone(firstEpoch + to / batches, to % batches * batchRows);
        }
      }
      // Only a fused pass leaves the sums of chunks: elsewhere they take a launch of their own.
      boolean scores = score && data.losses() == null;
      if (scores) {
        objective.scoreChunks(data);
      }
      return outcomes(losses, correct, history, epochs, scores);
    }
  }

  private Stretch stretch(int from, int to) {
    SgdUpdate.Step step = descent.step(1);
    return new Stretch(data.rows(), batchRows, from, to, step.rate(), step.momentum(), step.l2());
  }

  private Ordering ordering(RowOrder order, int firstEpoch, int epochs, Resources made) {
    if (order.isAsTheyLie()) {
      return new Ordering(null, null);
    }
    if (!order.isShuffled()) {
      int[] positions = order.positions(firstEpoch, data.rows());
      return new Ordering(null, made.add(objective.backend.ints("order of rows", positions)));
    }
    Ints keys =
        made.add(objective.backend.ints("keys of the shuffle", order.keys(firstEpoch, epochs)));
    return new Ordering(keys, made.add(objective.backend.ints("order of rows", data.rows())));
  }

  private float[] inverseWeights(RowOrder order, int firstEpoch, int epochs) {
    float[] inverse = new float[epochs * batches];
    for (int i = 0; i < epochs; ++i) {
      if (data.isUnweighted() && i > 0) {
        System.arraycopy(inverse, 0, inverse, i * batches, batches);
      } else {
        int[] positions = data.isUnweighted() ? null : order.positions(firstEpoch + i, data.rows());
        BatchWeights.fill(data, batchRows, positions, inverse, i * batches);
      }
    }
    return inverse;
  }

  private void launch(
      Stretch stretch,
      Ordering ordering,
      Floats inverse,
      Floats losses,
      Floats correct,
      Floats history) {
    if (shape.isSigmoid()) {
      objective.backend.sigmoidEpoch(
          shape,
          stretch,
          ordering,
          data.x(),
          data.targets().values(),
          data.weights(),
          inverse,
          losses,
          correct,
          objective.workspace.partials,
          objective.params,
          objective.velocity,
          history);
    } else {
      objective.backend.softmaxEpoch(
          shape,
          stretch,
          ordering,
          data.x(),
          data.targets().classes(),
          data.weights(),
          inverse,
          losses,
          correct,
          objective.workspace.partials,
          objective.params,
          objective.velocity,
          history);
    }
  }

  private List<EpochOutcome> outcomes(
      Floats losses, Floats correct, Floats history, int epochs, boolean score) {
    Readback readback = new Readback();
    int steps = epochs * batches;
    int parameters = shape.parameters();
    int chunks = score ? shape.chunks(data.rows()) : 0;
    float[] sums = readback.floats(losses, steps);
    float[] counts = readback.floats(correct, steps);
    float[] after = readback.floats(history, epochs * parameters);
    float[] scoreSums = score ? readback.floats(objective.workspace.sums, chunks) : null;
    int[] scoreCounts = score ? readback.ints(objective.workspace.counts, chunks) : null;
    objective.backend.read(readback);
    double weight = data.weightOf(null, 0, data.rows());
    List<EpochOutcome> outcomes = new ArrayList<>(epochs);
    for (int i = 0; i < epochs; ++i) {
      double loss = 0;
      long right = 0;
      for (int step = i * batches; step < (i + 1) * batches; ++step) {
        loss += sums[step];
        right += (long) counts[step];
      }
      Totals running = new Totals(loss, weight, right, data.rows());
      float[] left = Arrays.copyOfRange(after, i * parameters, (i + 1) * parameters);
      Optional<Totals> scored =
          score && i == epochs - 1
              ? Optional.of(data.totals(scoreSums, scoreCounts))
              : Optional.empty();
      outcomes.add(new EpochOutcome(running, left, scored));
    }
    return outcomes;
  }
}
