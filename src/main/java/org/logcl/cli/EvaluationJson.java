package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.logcl.data.Labels;
import org.logcl.metrics.Average;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.metrics.Ranking;
import org.logcl.metrics.ReliabilityBin;
import org.logcl.objective.Totals;

/** What {@code evaluate} says to programs; {@code docs/metrics.md} has the fields. */
final class EvaluationJson {
  private EvaluationJson() {}

  static void fields(
      JsonGenerator json,
      Labels labels,
      Totals totals,
      ClassificationReport report,
      List<Integer> topK)
      throws IOException {
    ConfusionMatrix confusion = report.confusion();
    json.writeNumberField("rows", totals.rows());
    Figures.number(json, "weightSum", confusion.weight());
    Figures.fields(json, totals);
    json.writeNumberField("correct", totals.correct());
    Figures.number(json, "weightedAccuracy", confusion.accuracy());
    Figures.number(json, "balancedAccuracy", confusion.balancedAccuracy());
    Figures.number(json, "priorLogLoss", confusion.priorLogLoss());
    Figures.number(json, "logLossSkill", report.logLossSkill());
    json.writeArrayFieldStart("topK");
    for (int k : topK) {
      json.writeStartObject();
      json.writeNumberField("k", k);
      Figures.number(json, "accuracy", report.topK(k));
      json.writeEndObject();
    }
    json.writeEndArray();
    averages(json, "macro", Average.MACRO, report);
    averages(json, "micro", Average.MICRO, report);
    averages(json, "weighted", Average.WEIGHTED, report);
    Figures.number(json, "rocAuc", report.rocAuc());
    Figures.number(json, "averagePrecision", report.averagePrecision());
    Figures.number(json, "brier", report.brier());
    calibration(json, report);
    classes(json, labels, report);
  }

  private static void averages(
      JsonGenerator json, String name, Average average, ClassificationReport report)
      throws IOException {
    ConfusionMatrix confusion = report.confusion();
    json.writeObjectFieldStart(name);
    Figures.number(json, "precision", confusion.precision(average));
    Figures.number(json, "recall", confusion.recall(average));
    Figures.number(json, "f1", confusion.f1(average));
    if (average != Average.MICRO) {
      Ranking ranking = report.ranking();
      Figures.number(json, "rocAucOneVsRest", ranking.oneVsRest(average));
      Figures.number(json, "rocAucOneVsOne", ranking.oneVsOne(average));
      Figures.number(json, "averagePrecision", ranking.averagePrecision(average));
    }
    json.writeEndObject();
  }

  private static void calibration(JsonGenerator json, ClassificationReport report)
      throws IOException {
    json.writeObjectFieldStart("calibration");
    json.writeStringField("of", report.classes() == 2 ? "positive class" : "predicted class");
    Figures.number(json, "expectedError", report.reliability().expectedError());
    Figures.number(json, "maximumError", report.reliability().maximumError());
    json.writeArrayFieldStart("bins");
    for (ReliabilityBin bin : report.reliability().bins()) {
      json.writeStartObject();
      json.writeNumberField("from", bin.from());
      json.writeNumberField("to", bin.to());
      json.writeNumberField("rows", bin.rows());
      Figures.number(json, "weight", bin.weight());
      Figures.number(json, "meanProbability", bin.meanProbability());
      Figures.number(json, "frequency", bin.frequency());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void classes(JsonGenerator json, Labels labels, ClassificationReport report)
      throws IOException {
    ConfusionMatrix confusion = report.confusion();
    json.writeArrayFieldStart("classes");
    for (int c = 0; c < report.classes(); ++c) {
      json.writeStartObject();
      json.writeStringField("label", labels.name(c));
      json.writeNumberField("rows", confusion.support(c));
      Figures.number(json, "weight", confusion.supportWeight(c));
      Figures.number(json, "precision", confusion.precision(c));
      Figures.number(json, "recall", confusion.recall(c));
      Figures.number(json, "f1", confusion.f1(c));
      Figures.number(json, "logLoss", report.logLoss(c));
      Figures.number(json, "rocAuc", report.ranking().rocAuc(c));
      Figures.number(json, "averagePrecision", report.ranking().averagePrecision(c));
      json.writeArrayFieldStart("predictedAs");
      for (int p = 0; p < confusion.classes(); ++p) {
        json.writeNumber(confusion.count(c, p));
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
