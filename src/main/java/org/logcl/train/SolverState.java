package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.logcl.objective.Totals;
import org.logcl.solve.Snapshot;

/** The state of a full-batch training as numbers, for a checkpoint. */
final class SolverState {
  // Of an iteration: numbers of its own, training totals, validation totals.
  private static final int OWN = 6;
  private static final int COLUMNS = OWN + 2 * EpochHistory.TOTALS;

  private SolverState() {}

  static TrainingState of(
      Map<String, String> recipe,
      Snapshot snapshot,
      List<IterationReport> history,
      Patience patience) {
    Map<String, double[]> arrays = new TreeMap<>();
    arrays.put(
        "counts",
        new double[] {snapshot.iteration(), snapshot.evaluations(), snapshot.isQuasi() ? 1 : 0});
    arrays.put("point", snapshot.point());
    arrays.put("recent", snapshot.recent());
    arrays.put("steps", joined(snapshot.steps()));
    arrays.put("changes", joined(snapshot.changes()));
    arrays.put("history", written(history));
    patience.addTo(arrays);
    return new TrainingState(recipe, snapshot.iteration(), arrays);
  }

  static Snapshot snapshot(TrainingState state) {
    double[] counts = state.numbers("counts");
    double[] point = state.numbers("point");
    return new Snapshot(
        (int) counts[0],
        (int) counts[1],
        point,
        state.numbers("recent"),
        counts[2] != 0,
        parts(state.numbers("steps"), point.length),
        parts(state.numbers("changes"), point.length));
  }

  private static double[] joined(List<double[]> parts) {
    int size = parts.isEmpty() ? 0 : parts.get(0).length;
    double[] all = new double[Math.multiplyExact(size, parts.size())];
    for (int i = 0; i < parts.size(); ++i) {
      System.arraycopy(parts.get(i), 0, all, i * size, size);
    }
    return all;
  }

  private static List<double[]> parts(double[] all, int size) {
    List<double[]> parts = new ArrayList<>();
    for (int at = 0; at < all.length; at += size) {
      double[] part = new double[size];
      System.arraycopy(all, at, part, 0, size);
      parts.add(part);
    }
    return parts;
  }

  private static double[] written(List<IterationReport> history) {
    double[] numbers = new double[COLUMNS * history.size()];
    for (int i = 0; i < history.size(); ++i) {
      IterationReport report = history.get(i);
      int at = COLUMNS * i;
      numbers[at] = report.iteration();
      numbers[at + 1] = report.evaluations();
      numbers[at + 2] = report.penalty();
      numbers[at + 3] = report.gradientNorm();
      numbers[at + 4] = report.step();
      numbers[at + 5] = report.seconds();
      EpochHistory.put(Optional.of(report.training()), numbers, at + OWN);
      EpochHistory.put(report.validation(), numbers, at + OWN + EpochHistory.TOTALS);
    }
    return numbers;
  }

  static List<IterationReport> history(TrainingState state) {
    double[] numbers = state.numbers("history");
    List<IterationReport> history = new ArrayList<>();
    for (int at = 0; at < numbers.length; at += COLUMNS) {
      Totals training = EpochHistory.totals(numbers, at + OWN).orElseThrow();
      history.add(
          new IterationReport(
              (int) numbers[at],
              (int) numbers[at + 1],
              training,
              numbers[at + 2],
              numbers[at + 3],
              numbers[at + 4],
              EpochHistory.totals(numbers, at + OWN + EpochHistory.TOTALS),
              numbers[at + 5]));
    }
    return history;
  }
}
