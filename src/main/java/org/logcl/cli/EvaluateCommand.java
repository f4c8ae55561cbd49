package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.io.IoConsumer;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.Reliability;
import org.logcl.model.LinearModel;
import org.logcl.objective.MultilabelScorer;
import org.logcl.objective.Scorer;
import org.logcl.objective.Totals;
import org.logcl.report.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a model. */
@Command(
    name = "evaluate",
    description = {
      "Scores a model on labelled rows: log loss (nats, from logits), accuracy, F1, ROC AUC, average precision, Brier score, calibration error, and figures for each class.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
  private Path modelFile;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "CSV file with the model's features, by name, and the target; extra columns are ignored.")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "Column of the labels, or columns of shares or labels as for train: name, or position from 1. Default: the target that the model was trained on.")
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "Column of the rows' weights: name, or position from 1. Default: none, every row weighs 1, whatever it did in training.")
  private String weights;

  @Option(
      names = "--ignore-label",
      paramLabel = "LABEL",
      description =
          "Leave the rows of this label out. Default: the label that training left out, if it did.")
  private String ignored;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      split = ",",
      description =
          "Also the share of rows whose true class is among the K most probable; several K by commas. Default: none.")
  private List<Integer> topK = List.of();

  @Option(
      names = "--bins",
      paramLabel = "COUNT",
      description =
          "Bins of equal width for the reliability diagram (in the JSON) and the calibration error. Default: ${DEFAULT-VALUE}.")
  private int bins = Reliability.DEFAULT_BINS;

  @Option(
      names = "--uncalibrated",
      description = "Score the model as it was trained, without its calibration and threshold.")
  private boolean uncalibrated;

  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    checkOptions();
    LinearModel model = model();
    Reading trained = Reading.of(model);
    Reading reading = Reading.of(target, weights, ignored).or(trained.unweighted());
    if (reading.target().isEmpty()) {
      throw new InputException(
          modelFile + " does not say what it was trained on: give --target COLUMN.");
    }
    CalibrationFigures.described(model).ifPresent(output::say);
    try (Opening opening = device.begin()) {
      Dataset rows = DataFiles.matching(data, reading, model, output);
      if (weights == null && trained.weights().isPresent()) {
        output.say(
            "rows are not weighted; --weights "
                + trained.weights().get()
                + " weighs them as in training");
      }
      try (Backend backend = opening.open(output)) {
        evaluate(backend, model, rows);
      }
    }
    return 0;
  }

  private void evaluate(Backend backend, LinearModel model, Dataset rows) {
    if (rows.targetKind() != TargetKind.CLASSES && !topK.isEmpty()) {
      throw new InputException(
          "--top-k is about rows with one class each; leave it out where there are several target columns.");
    }
    Totals totals = Scorer.score(backend, model, rows);
    switch (rows.targetKind()) {
      case CLASSES -> {
        ClassificationReport report =
            inView(rows, progress -> Scorer.evaluate(backend, model, rows, bins, progress));
        new EvaluationReport(model.labels(), totals, report, topK).lines().forEach(output::result);
        json(
            backend,
            model,
            json -> EvaluationJson.fields(json, model.labels(), totals, report, topK));
      }
      case DISTRIBUTIONS -> {
        SoftEvaluation soft = new SoftEvaluation(totals, rows);
        soft.lines().forEach(output::result);
        json(backend, model, soft::write);
      }
      case LABELS -> {
        MultilabelEvaluation labels =
            new MultilabelEvaluation(
                model.labels(),
                totals,
                inView(
                    rows,
                    progress -> MultilabelScorer.evaluate(backend, model, rows, bins, progress)));
        labels.lines().forEach(output::result);
        json(backend, model, labels::write);
      }
    }
  }

  private void json(Backend backend, LinearModel model, IoConsumer<JsonGenerator> fields) {
    output.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("device", backend.device());
          json.writeStringField("backend", backend.kind());
          json.writeStringField("modelSha256", model.modelSha256());
          CalibrationFigures.write(json, model);
          fields.accept(json);
          json.writeEndObject();
        });
  }

  private LinearModel model() {
    LinearModel model = ModelFile.read(modelFile);
    return uncalibrated ? model.uncalibrated() : model;
  }

  private <T> T inView(Dataset rows, Function<LongConsumer, T> evaluation) {
    Progress progress = output.progress();
    try {
      return evaluation.apply(
          done -> {
            Interruption.check("Evaluating");
            progress.update("evaluating, rows of two passes", done, 2L * rows.rows());
          });
    } finally {
      progress.clear();
    }
  }

  private void checkOptions() {
    for (int k : topK) {
      if (k < 1) {
        throw new InputException("--top-k is " + k + "; it must be at least 1.");
      }
    }
    if (bins < 1 || bins > Reliability.MOST_BINS) {
      throw new InputException(
          "--bins is " + bins + "; it must be from 1 to " + Reliability.MOST_BINS + ".");
    }
  }
}
