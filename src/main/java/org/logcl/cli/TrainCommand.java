package org.logcl.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.logcl.cli.Holdout.Rows;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.DeviceException;
import org.logcl.io.AtomicFile;
import org.logcl.io.Json;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator;
import org.logcl.report.EpochLine;
import org.logcl.report.IterationLine;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.TrainingResult.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model. */
@Command(
    name = "train",
    description = {
      "Trains a linear classifier on a CSV file and writes the model.",
      "",
      "Every column but the target (and the weights) is a numeric feature. The same data, options and seed give the same model, bit for bit, on every"
          + " device.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATA", description = "CSV file with a header, UTF-8.")
  private Path data;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COLUMN",
      description = {
        "Column of the labels: its name, or its position from 1. Or several columns, separated by commas, with numbers from 0 to 1: the"
            + " shares of their classes (soft targets, one-hot), or with --head multilabel labels that go together."
      })
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "Column of the rows' weights, from 0 up: its name, or its position from 1. Not a feature. Default: none, every row weighs 1.")
  private String weights;

  @Option(
      names = "--ignore-label",
      paramLabel = "LABEL",
      description = "Leave the rows of this label out, such as unknown; no class. Default: none.")
  private String ignored;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Model file to write (safetensors).")
  private Path out;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "JSON file to write: epochs, final figures, model hash. Default: none.")
  private Path metrics;

  @Mixin private Holdout holdout;
  @Mixin private TrainingFlags training;
  @Mixin private CheckpointFlags checkpoints;
  @Mixin private SummaryFlags summary;
  @Mixin private CalibrationFlags calibration;
  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    checkFiles();
    checkpoints.check();
    calibration.check(holdout.isWanted());
    TrainingOptions options = training.options();
    try (Opening opening = device.begin()) {
      train(opening, options);
    }
    return 0;
  }

  private void train(Opening opening, TrainingOptions options) {
    Reading given = Reading.of(target, weights, ignored).withHead(options.head());
    Dataset all = DataFiles.training(data, given, output);
    training.requireFits(all);
    Reading reading = DataFiles.named(data, given);
    Rows rows = holdout.split(all, reading, options.seed(), output);
    output.say(described(rows));
    TrainingOptions whole = training.withPenalty(options, rows.training(), output);
    summary.requireMeaning(whole, rows.training());
    calibration.requireMeaning(whole, rows.training());
    try (Backend backend = opening.open(output)) {
      if (output.speaks()) {
        DataAdvice.of(rows.training(), whole).forEach(line -> output.say("note: " + line));
      }
      TrainingResult result = train(backend, rows, whole);
      Optional<SummaryFigures> figures = summary.of(result, rows.training(), whole.l2());
      Map<String, String> notes = new TreeMap<>(result.model().metadata());
      reading.addTo(notes);
      notes.putAll(holdout.notes(all, rows));
      LinearModel trained = result.model().withMetadata(notes);
      Optional<Calibrator.Fit> fit = calibration.fit(backend, trained, rows.validation());
      Optional<CalibrationFigures> fitted = fit.map(CalibrationFigures::new);
      LinearModel model = fit.map(Calibrator.Fit::model).orElse(trained);
      ModelFile.write(out, model);
      checkpoints.clear();
      TrainingMetrics report =
          new TrainingMetrics(result, model, backend, rows.training(), figures, fitted);
      if (metrics != null) {
        AtomicFile.write(metrics, stream -> Json.write(stream, report::write));
      }
      print(result);
      fitted.ifPresent(table -> table.lines().forEach(output::result));
      output.result("model       " + out + "  sha256 " + model.modelSha256());
      figures.ifPresent(table -> table.lines().forEach(output::result));
      TrainingAdvice.of(result, rows.training(), whole).ifPresent(output::warn);
      fitted.ifPresent(table -> table.warnings().forEach(output::warn));
      output.json(report::write);
    }
  }

  /** Before long work: what will be written can be, and is nothing that is read. */
  private void checkFiles() {
    holdout.check();
    SameFile.refuse("--out", out, "DATA", data);
    SameFile.refuse("--out", out, "--validation", holdout.file());
    SameFile.refuse("--metrics", metrics, "--out", out);
    SameFile.refuse("--metrics", metrics, "DATA", data);
    SameFile.refuse("--metrics", metrics, "--validation", holdout.file());
    SameFile.refuse("--metrics", metrics, "--init", training.init());
    output.willWrite("--out", out);
    AtomicFile.requireWritable(out);
    if (metrics != null) {
      output.willWrite("--metrics", metrics);
      AtomicFile.requireWritable(metrics);
    }
  }

  private TrainingResult train(Backend backend, Rows rows, TrainingOptions options) {
    try (TrainingSpeaker speaker = new TrainingSpeaker(output)) {
      TrainingResult result =
          Trainer.train(
              backend,
              rows.training(),
              rows.validation(),
              options,
              speaker,
              checkpoints.open(output));
      if (result.status() == Status.DIVERGED) {
        throw new DeviceException("Nothing was written: training diverged.");
      }
      return result;
    }
  }

  private void print(TrainingResult result) {
    result
        .convergence()
        .ifPresent(way -> output.result(IterationLine.summary(result.status(), way)));
    result
        .convergence()
        .filter(way -> way.modelIteration() < way.iterations())
        .ifPresent(
            way ->
                output.result(
                    "the model is that of iteration "
                        + way.modelIteration()
                        + ", the best on the validation rows"));
    if (result.status() == Status.STOPPED_EARLY && result.convergence().isEmpty()) {
      output.result(
          String.format(
              "stopped early after epoch %d; the model is that of epoch %d, the best on the validation rows",
              result.epochs().size(), result.bestEpoch()));
    }
    output.result("training    " + EpochLine.figures(result.training()));
    result.validation().ifPresent(held -> output.result("validation  " + EpochLine.figures(held)));
    output.result(
        String.format(
            "objective   %.6f (data %.6f, penalty %.6f), %.2f s",
            result.objective(), result.training().logLoss(), result.penalty(), result.seconds()));
  }

  private String described(Rows rows) {
    Dataset train = rows.training();
    return String.format(
        "%s: %d rows to train on%s, %d %s, %d %s",
        data.getFileName(),
        train.rows(),
        rows.validation().map(held -> ", " + held.rows() + " held out").orElse(""),
        train.columns(),
        train.columns() == 1 ? "feature" : "features",
        train.labels().count(),
        train.targetKind() == TargetKind.LABELS ? "labels" : "classes");
  }
}
