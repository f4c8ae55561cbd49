package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logcl.objective.Totals;

/** Epochs' reports as numbers, for a checkpoint. */
final class EpochHistory {
  /** Numbers of totals; where there are none, the weight is NaN. */
  static final int TOTALS = 4;

  // Seconds, training totals, validation totals.
  private static final int COLUMNS = 1 + 2 * TOTALS;

  private EpochHistory() {}

  static double[] write(List<EpochReport> reports) {
    double[] numbers = new double[COLUMNS * reports.size()];
    for (int i = 0; i < reports.size(); ++i) {
      EpochReport report = reports.get(i);
      numbers[COLUMNS * i] = report.seconds();
      put(Optional.of(report.training()), numbers, COLUMNS * i + 1);
      put(report.validation(), numbers, COLUMNS * i + 1 + TOTALS);
    }
    return numbers;
  }

  static List<EpochReport> read(double[] numbers, int epochs) {
    List<EpochReport> reports = new ArrayList<>();
    for (int i = 0; i < numbers.length / COLUMNS; ++i) {
      reports.add(
          new EpochReport(
              i + 1,
              epochs,
              totals(numbers, COLUMNS * i + 1).orElseThrow(),
              totals(numbers, COLUMNS * i + 1 + TOTALS),
              numbers[COLUMNS * i]));
    }
    return reports;
  }

  static void put(Optional<Totals> totals, double[] numbers, int at) {
    if (totals.isEmpty()) {
      numbers[at + 1] = Double.NaN;
      return;
    }
    numbers[at] = totals.get().loss();
    numbers[at + 1] = totals.get().weight();
    numbers[at + 2] = totals.get().correct();
    numbers[at + 3] = totals.get().rows();
  }

  static Optional<Totals> totals(double[] numbers, int at) {
    return Double.isNaN(numbers[at + 1])
        ? Optional.empty()
        : Optional.of(
            new Totals(
                numbers[at], numbers[at + 1], (long) numbers[at + 2], (long) numbers[at + 3]));
  }
}
