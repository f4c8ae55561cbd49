package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.Temperature;
import org.logcl.calibrate.TemperatureScaling;
import org.logcl.calibrate.Threshold;
import org.logcl.error.Quote;
import org.logcl.metrics.ClassificationReport;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator.Fit;

/** What is said of calibration and threshold. */
final class CalibrationFigures {
  // Rules of thumb: fewer leave the first digit of what is fitted to chance.
  private static final int FEW_ROWS = 100;
  private static final int FEW_OF_A_CLASS = 10;

  private final Fit fit;

  CalibrationFigures(Fit fit) {
    this.fit = fit;
  }

  /** One line on a model that is calibrated or has a threshold. */
  static Optional<String> described(LinearModel model) {
    List<String> parts = new ArrayList<>();
    model.calibration().ifPresent(scaling -> parts.add("probabilities calibrated by " + scaling));
    model
        .threshold()
        .ifPresent(
            value ->
                parts.add(
                    Quote.of(model.labels().name(1))
                        + " predicted from probability "
                        + value
                        + " on"));
    return parts.isEmpty() ? Optional.empty() : Optional.of("model: " + String.join("; ", parts));
  }

  /** {@code modelCalibration} of a model that is calibrated or has a threshold. */
  static void write(JsonGenerator json, LinearModel model) throws IOException {
    if (model.calibration().isEmpty() && model.threshold().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("modelCalibration");
    numbers(json, model);
    if (model.threshold().isPresent()) {
      json.writeNumberField("threshold", model.threshold().getAsDouble());
    }
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, LinearModel model) throws IOException {
    if (model.calibration().isEmpty()) {
      json.writeNullField("method");
      return;
    }
    json.writeStringField("method", model.calibration().get().method().label());
    if (model.calibration().get() instanceof TemperatureScaling scaling) {
      json.writeNumberField("temperature", scaling.temperature());
    } else if (model.calibration().get() instanceof PlattScaling platt) {
      json.writeNumberField("a", platt.a());
      json.writeNumberField("b", platt.b());
    }
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    LinearModel model = fit.model();
    String calibration =
        model.calibration().map(Object::toString).orElse("none, a threshold alone");
    lines.add(
        String.format(
            "calibration        %s, on %d rows", calibration, fit.before().confusion().rows()));
    lines.add(
        String.format(
            "log loss           %.6f before, %.6f after",
            fit.before().logLoss(), fit.after().logLoss()));
    lines.add(
        String.format(
            "calibration error  %.4f before, %.4f after  (%s, %d bins)",
            fit.before().reliability().expectedError(),
            fit.after().reliability().expectedError(),
            model.classes() == 2
                ? "of " + Quote.of(model.labels().name(1))
                : "of the predicted class",
            fit.before().reliability().bins().size()));
    fit.threshold()
        .ifPresent(
            chosen ->
                lines.add(
                    String.format(
                        "threshold          %s, for %s: precision %.4f, recall %.4f, F1 %.4f, balanced accuracy %.4f on these rows",
                        chosen.value(),
                        model.metadata().get("thresholdGoal"),
                        chosen.precision(),
                        chosen.recall(),
                        chosen.f1(),
                        chosen.balancedAccuracy())));
    return lines;
  }

  /** What the user should know. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    fewRows().ifPresent(warnings::add);
    fit.temperature().filter(Temperature::bounded).ifPresent(t -> warnings.add(bounded(t)));
    if (fit.model().calibration().orElse(null) instanceof PlattScaling platt && !(platt.a() < 0)) {
      warnings.add(
          "Platt's slope a is "
              + platt.a()
              + ", not below 0: on these rows the positive class is no more frequent where the model's logit is"
              + " higher. Probabilities now fall, or stay, where the logit rises");
    }
    return warnings;
  }

  private Optional<String> fewRows() {
    ClassificationReport report = fit.before();
    long rows = report.confusion().rows();
    long least = Long.MAX_VALUE;
    int rarest = 0;
    for (int c = 0; c < report.classes(); ++c) {
      if (report.confusion().support(c) < least) {
        least = report.confusion().support(c);
        rarest = c;
      }
    }
    if (rows >= FEW_ROWS && least >= FEW_OF_A_CLASS) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "few rows to calibrate on: %d, of which %d are %s; what was fitted depends on chance. Under %d rows, or %d of a"
                + " class, take more if you can",
            rows, least, Quote.of(fit.model().labels().name(rarest)), FEW_ROWS, FEW_OF_A_CLASS));
  }

  private static String bounded(Temperature temperature) {
    return temperature.value() < 1
        ? "the temperature is at its lower bound, 1/1024: the true class of every row leads already, and on these rows the"
            + " surer the better. On others it would be overconfident: take more rows"
        : "the temperature is at its upper bound, 1024: on these rows the logits tell nothing, and all classes get about the"
            + " same probability. Are they rows of the model's kind?";
  }

  /** For programs: the fields of an object that is open. */
  void fields(JsonGenerator json) throws IOException {
    json.writeNumberField("rows", fit.before().confusion().rows());
    numbers(json, fit.model());
    if (fit.temperature().isPresent()) {
      json.writeBooleanField("bounded", fit.temperature().get().bounded());
    }
    write(json, "before", fit.before());
    write(json, "after", fit.after());
    if (fit.threshold().isPresent()) {
      write(json, fit.threshold().get());
    }
    json.writeStringField("uncalibratedModelSha256", fit.model().uncalibrated().modelSha256());
  }

  private static void write(JsonGenerator json, String name, ClassificationReport report)
      throws IOException {
    json.writeObjectFieldStart(name);
    Figures.number(json, "logLoss", report.logLoss());
    Figures.number(json, "expectedError", report.reliability().expectedError());
    Figures.number(json, "weightedAccuracy", report.confusion().accuracy());
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Threshold chosen) throws IOException {
    json.writeObjectFieldStart("threshold");
    json.writeStringField("goal", fit.model().metadata().get("thresholdGoal"));
    json.writeNumberField("value", chosen.value());
    Figures.number(json, "precision", chosen.precision());
    Figures.number(json, "recall", chosen.recall());
    Figures.number(json, "f1", chosen.f1());
    Figures.number(json, "balancedAccuracy", chosen.balancedAccuracy());
    json.writeEndObject();
  }
}
