package org.logcl.cli;

import java.util.ArrayList;
import java.util.List;
import org.logcl.data.Labels;
import org.logcl.error.Quote;
import org.logcl.metrics.Average;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.objective.Totals;
import org.logcl.report.Table;

/** What {@code evaluate} prints for people. */
final class EvaluationReport {
  // Wider ones are hard to read in a terminal; the JSON has them.
  private static final int MOST_CLASSES_OF_A_MATRIX = 12;

  private final Labels labels;
  private final Totals totals;
  private final ClassificationReport report;
  private final List<Integer> topK;

  EvaluationReport(Labels labels, Totals totals, ClassificationReport report, List<Integer> topK) {
    this.labels = labels;
    this.totals = totals;
    this.report = report;
    this.topK = topK;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    summary(lines);
    lines.add("");
    lines.addAll(classes().lines());
    if (labels.count() <= MOST_CLASSES_OF_A_MATRIX) {
      lines.add("");
      lines.addAll(matrix().lines());
    }
    return lines;
  }

  private void summary(List<String> lines) {
    ConfusionMatrix confusion = report.confusion();
    boolean binary = report.classes() == 2;
    String of = binary ? "of " + Quote.of(labels.name(1)) : "one against the rest, macro";
    add(
        lines,
        "log loss",
        String.format(
            "%.6f  (%.6f if every row got the classes' shares; skill %s)",
            totals.logLoss(), confusion.priorLogLoss(), figure(report.logLossSkill())));
    add(
        lines,
        "accuracy",
        String.format("%d/%d (%.2f%%)", totals.correct(), totals.rows(), 100 * totals.accuracy()));
    for (int k : topK) {
      add(lines, "top-" + k + " accuracy", figure(report.topK(k)));
    }
    add(lines, "balanced accuracy", figure(confusion.balancedAccuracy()));
    add(
        lines,
        "F1",
        figure(confusion.f1(Average.MACRO))
            + " macro, "
            + figure(confusion.f1(Average.WEIGHTED))
            + " weighted");
    add(lines, "ROC AUC", figure(report.rocAuc()) + "  (" + of + ")");
    add(lines, "average precision", figure(report.averagePrecision()) + "  (" + of + ")");
    add(
        lines,
        "Brier score",
        figure(report.brier()) + "  (" + (binary ? of : "sum over classes, 0 to 2") + ")");
    add(
        lines,
        "calibration error",
        String.format(
            "%s expected, %s at most  (%s, %d bins)",
            figure(report.reliability().expectedError()),
            figure(report.reliability().maximumError()),
            binary ? of : "of the predicted class",
            report.reliability().bins().size()));
  }

  private static void add(List<String> lines, String name, String value) {
    lines.add(String.format("%-17s  %s", name, value));
  }

  private Table classes() {
    ConfusionMatrix confusion = report.confusion();
    Table table = new Table(1, "class", "rows", "precision", "recall", "F1", "ROC AUC", "log loss");
    for (int c = 0; c < report.classes(); ++c) {
      table.row(
          labels.name(c),
          Long.toString(confusion.support(c)),
          figure(confusion.precision(c)),
          figure(confusion.recall(c)),
          figure(confusion.f1(c)),
          figure(report.ranking().rocAuc(c)),
          figure(report.logLoss(c)));
    }
    return table;
  }

  private Table matrix() {
    int classes = report.classes();
    String[] cells = new String[classes + 1];
    cells[0] = "true \\ predicted";
    for (int c = 0; c < classes; ++c) {
      cells[c + 1] = labels.name(c);
    }
    Table table = new Table(1, cells);
    for (int c = 0; c < classes; ++c) {
      cells[0] = labels.name(c);
      for (int p = 0; p < classes; ++p) {
        cells[p + 1] = Long.toString(report.confusion().count(c, p));
      }
      table.row(cells);
    }
    return table;
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "-" : String.format("%.4f", value);
  }
}
