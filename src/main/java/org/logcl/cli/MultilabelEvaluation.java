package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.logcl.data.Labels;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.MultilabelReport;
import org.logcl.objective.Totals;
import org.logcl.report.Table;

/** What {@code evaluate} says of a multi-label model. */
final class MultilabelEvaluation {
  private final Labels labels;
  private final Totals totals;
  private final MultilabelReport report;

  MultilabelEvaluation(Labels labels, Totals totals, MultilabelReport report) {
    this.labels = labels;
    this.totals = totals;
    this.report = report;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "log loss           %.6f, the sum of %d labels  (%.6f if every row got the labels' shares)",
            totals.logLoss(), labels.count(), report.priorLogLoss()));
    lines.add(
        String.format(
            "rows all right     %d/%d (%.2f%%)",
            totals.correct(), totals.rows(), 100 * totals.accuracy()));
    lines.add(String.format("Hamming loss       %.4f", report.hammingLoss()));
    lines.add(
        String.format(
            "F1                 %s micro, %s macro",
            figure(report.microF1()), figure(report.macroF1())));
    lines.add("");
    lines.addAll(table().lines());
    return lines;
  }

  private Table table() {
    Table table =
        new Table(
            1,
            "label",
            "rows",
            "accuracy",
            "precision",
            "recall",
            "F1",
            "ROC AUC",
            "avg precision",
            "log loss");
    for (int c = 0; c < labels.count(); ++c) {
      ClassificationReport label = report.labels().get(c);
      table.row(
          labels.name(c),
          Long.toString(label.confusion().support(1)),
          figure(label.confusion().accuracy()),
          figure(label.confusion().precision(1)),
          figure(label.confusion().recall(1)),
          figure(label.confusion().f1(1)),
          figure(label.rocAuc()),
          figure(label.averagePrecision()),
          figure(label.logLoss()));
    }
    return table;
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "-" : String.format("%.4f", value);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeNumberField("rows", totals.rows());
    Figures.number(json, "weightSum", totals.weight());
    Figures.fields(json, totals);
    json.writeNumberField("correct", totals.correct());
    Figures.number(json, "weightedAccuracy", report.subsetAccuracy());
    Figures.number(json, "priorLogLoss", report.priorLogLoss());
    Figures.number(json, "hammingLoss", report.hammingLoss());
    json.writeObjectFieldStart("micro");
    Figures.number(json, "precision", report.microPrecision());
    Figures.number(json, "recall", report.microRecall());
    Figures.number(json, "f1", report.microF1());
    json.writeEndObject();
    json.writeObjectFieldStart("macro");
    Figures.number(json, "f1", report.macroF1());
    Figures.number(json, "rocAuc", report.mean(ClassificationReport::rocAuc));
    Figures.number(json, "averagePrecision", report.mean(ClassificationReport::averagePrecision));
    Figures.number(json, "brier", report.mean(ClassificationReport::brier));
    json.writeEndObject();
    json.writeArrayFieldStart("labels");
    for (int c = 0; c < labels.count(); ++c) {
      write(json, labels.name(c), report.labels().get(c));
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, String name, ClassificationReport label)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("label", name);
    json.writeNumberField("rows", label.confusion().support(1));
    Figures.number(json, "accuracy", label.confusion().accuracy());
    Figures.number(json, "precision", label.confusion().precision(1));
    Figures.number(json, "recall", label.confusion().recall(1));
    Figures.number(json, "f1", label.confusion().f1(1));
    Figures.number(json, "rocAuc", label.rocAuc());
    Figures.number(json, "averagePrecision", label.averagePrecision());
    Figures.number(json, "brier", label.brier());
    Figures.number(json, "logLoss", label.logLoss());
    Figures.number(json, "calibrationError", label.reliability().expectedError());
    json.writeEndObject();
  }
}
