package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.select.FoldScore;
import org.logcl.select.PathPoint;
import org.logcl.select.Selection;
import org.logcl.select.SelectionResult;
import org.logcl.train.TrainingResult;

/** The metrics file of {@code select}: one JSON object. */
final class SelectionMetrics {
  private final SelectionResult result;
  private final Backend backend;
  private final Dataset rows;

  SelectionMetrics(SelectionResult result, Backend backend, Dataset rows) {
    this.result = result;
    this.backend = backend;
    this.rows = rows;
  }

  void write(JsonGenerator json) throws IOException {
    Selection selection = result.selection();
    TrainingResult training = result.training();
    json.writeStartObject();
    json.writeStringField("device", backend.device());
    json.writeStringField("backend", backend.kind());
    json.writeStringField("driver", backend.driver());
    json.writeStringField("head", training.model().head().label());
    json.writeNumberField("rows", rows.rows());
    json.writeNumberField("features", rows.columns());
    json.writeNumberField("classes", rows.labels().count());
    json.writeNumberField("folds", selection.folds());
    json.writeStringField("rule", selection.rule().label());
    json.writeNumberField("best", selection.best());
    json.writeNumberField("oneStandardError", selection.oneStandardError());
    json.writeNumberField("chosen", selection.chosen());
    write(json, selection.points());
    json.writeStringField("optimizer", training.convergence().orElseThrow().optimizer().label());
    json.writeStringField("status", training.status().label());
    json.writeNumberField("iterations", training.convergence().orElseThrow().iterations());
    Figures.write(json, "train", training.training());
    json.writeObjectFieldStart("objective");
    Figures.number(json, "data", training.training().logLoss());
    Figures.number(json, "penalty", training.penalty());
    Figures.number(json, "total", training.objective());
    json.writeEndObject();
    json.writeNumberField("seconds", result.seconds());
    json.writeStringField("modelSha256", training.model().modelSha256());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<PathPoint> points) throws IOException {
    json.writeArrayFieldStart("path");
    for (PathPoint point : points) {
      json.writeStartObject();
      json.writeNumberField("l1", point.penalty().l1());
      json.writeNumberField("l2", point.penalty().l2());
      Figures.number(json, "logLoss", point.meanLogLoss());
      Figures.number(json, "standardError", point.standardError());
      json.writeNumberField("accuracy", point.accuracy());
      json.writeNumberField("nonzeroWeights", point.nonzeroWeights());
      json.writeNumberField("iterations", point.iterations());
      json.writeArrayFieldStart("folds");
      for (FoldScore fold : point.folds()) {
        json.writeStartObject();
        Figures.fields(json, fold.heldOut());
        json.writeNumberField("weight", fold.weight());
        json.writeNumberField("nonzeroWeights", fold.nonzeroWeights());
        json.writeNumberField("iterations", fold.iterations());
        json.writeNumberField("evaluations", fold.evaluations());
        json.writeStringField("status", fold.status().label());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
