package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.objective.Totals;
import org.logcl.train.Convergence;
import org.logcl.train.EpochReport;
import org.logcl.train.IterationReport;
import org.logcl.train.TrainingResult;

/** The metrics file of {@code train}: one JSON object. */
final class TrainingMetrics {
  private final TrainingResult result;
  private final LinearModel model;
  private final Backend backend;
  private final Dataset training;
  private final Optional<SummaryFigures> summary;
  private final Optional<CalibrationFigures> calibration;

  /**
   * Of a training.
   *
   * @param model as it is written, calibrated or not
   */
  TrainingMetrics(
      TrainingResult result,
      LinearModel model,
      Backend backend,
      Dataset training,
      Optional<SummaryFigures> summary,
      Optional<CalibrationFigures> calibration) {
    this.model = model;
    this.calibration = calibration;
    this.summary = summary;
    this.result = result;
    this.backend = backend;
    this.training = training;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", backend.device());
    json.writeStringField("backend", backend.kind());
    json.writeStringField("driver", backend.driver());
    json.writeStringField("head", result.model().head().label());
    json.writeNumberField("rows", training.rows());
    json.writeNumberField("features", training.columns());
    json.writeNumberField("classes", training.labels().count());
    json.writeStringField("status", result.status().label());
    json.writeArrayFieldStart("epochs");
    for (EpochReport epoch : result.epochs()) {
      json.writeStartObject();
      json.writeNumberField("epoch", epoch.epoch());
      Figures.fields(json, epoch.training());
      if (epoch.validation().isPresent()) {
        Figures.write(json, "validation", epoch.validation().get());
      }
      json.writeNumberField("seconds", epoch.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (result.convergence().isPresent()) {
      write(json, result.convergence().get());
    }
    Figures.write(json, "train", result.training());
    if (result.validation().isPresent()) {
      Totals held = result.validation().get();
      Figures.write(json, "validation", held);
    }
    json.writeObjectFieldStart("objective");
    Figures.number(json, "data", result.training().logLoss());
    Figures.number(json, "penalty", result.penalty());
    Figures.number(json, "total", result.objective());
    json.writeEndObject();
    if (summary.isPresent()) {
      summary.get().write(json);
    }
    if (calibration.isPresent()) {
      json.writeObjectFieldStart("calibration");
      calibration.get().fields(json);
      json.writeEndObject();
    }
    json.writeNumberField("seconds", result.seconds());
    json.writeStringField("modelSha256", model.modelSha256());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Convergence convergence) throws IOException {
    json.writeObjectFieldStart("convergence");
    json.writeStringField("optimizer", convergence.optimizer().label());
    json.writeNumberField("iterations", convergence.iterations());
    json.writeNumberField("evaluations", convergence.evaluations());
    json.writeNumberField("modelIteration", convergence.modelIteration());
    Figures.number(json, "gradientNorm", convergence.gradientNorm());
    json.writeArrayFieldStart("history");
    for (IterationReport report : convergence.history()) {
      json.writeStartObject();
      json.writeNumberField("iteration", report.iteration());
      json.writeNumberField("evaluations", report.evaluations());
      Figures.number(json, "data", report.training().logLoss());
      Figures.number(json, "penalty", report.penalty());
      Figures.number(json, "total", report.objective());
      Figures.number(json, "gradientNorm", report.gradientNorm());
      Figures.number(json, "step", report.step());
      if (report.validation().isPresent()) {
        Figures.write(json, "validation", report.validation().get());
      }
      json.writeNumberField("seconds", report.seconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
