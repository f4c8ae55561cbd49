package org.logcl.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logcl.calibrate.CalibrationMethod;
import org.logcl.calibrate.CalibrationOptions;
import org.logcl.calibrate.ThresholdGoal;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.io.AtomicFile;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator;
import org.logcl.train.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calibrates a model. */
@Command(
    name = "calibrate",
    description = {
      "Fits a temperature or Platt scaling, and a decision threshold if wanted, on labelled rows that the model was not trained"
          + " on, and writes the model with them.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CalibrateCommand implements Callable<Integer> {
  static final String GOALS =
      "f1; balanced-accuracy, also named youden; precision:P, the largest recall with a precision of at least P; recall:R, the"
          + " largest precision with a recall of at least R; or the threshold itself, from 0 to 1.";

  @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
  private Path modelFile;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "CSV file with the model's features, by name, and the target; extra columns are ignored.")
  private Path data;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "temperature",
      description =
          "temperature; platt, for the sigmoid head; or none, for a threshold alone. Default: ${DEFAULT-VALUE}.")
  private String method;

  @Option(
      names = "--threshold",
      paramLabel = "GOAL",
      description =
          "Also choose a decision threshold, for two classes: " + GOALS + " Default: none.")
  private String threshold;

  @Option(
      names = "--held-out",
      description =
          "DATA is the file that the model was trained on with --validation FRACTION: take the rows that were held out, with the"
              + " weights they had.")
  private boolean heldOut;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "Column of the labels: name, or position from 1. Default: the target that the model was trained on.")
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "Column of the rows' weights: name, or position from 1. Default: none, every row weighs 1; with --held-out, that of"
              + " training.")
  private String weights;

  @Option(
      names = "--ignore-label",
      paramLabel = "LABEL",
      description =
          "Leave the rows of this label out. Default: the label that training left out, if it did.")
  private String ignored;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Model file to write (safetensors).")
  private Path out;

  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    CalibrationOptions options = options();
    SameFile.refuse("--out", out, "MODEL", modelFile);
    SameFile.refuse("--out", out, "DATA", data);
    output.willWrite("--out", out);
    AtomicFile.requireWritable(out);
    LinearModel model = ModelFile.read(modelFile);
    Calibrator.requireMeaning(model.head(), model.classes(), options);
    Reading reading = reading(model);
    try (Opening opening = device.begin()) {
      Dataset all = DataFiles.matching(data, reading, model, output);
      Dataset rows = heldOut ? heldOut(model, all) : all;
      CalibrationFigures.described(model)
          .ifPresent(line -> output.say(line + "; this is replaced"));
      try (Backend backend = opening.open(output)) {
        calibrate(backend, model, rows, options);
      }
    }
    return 0;
  }

  private CalibrationOptions options() {
    Optional<ThresholdGoal> goal = Optional.ofNullable(threshold).map(ThresholdGoal::parse);
    if (!method.equals("none")) {
      return new CalibrationOptions(Optional.of(CalibrationFlags.method("--method", method)), goal);
    }
    if (goal.isEmpty()) {
      throw new InputException(
          "--method none leaves nothing to do without --threshold; give that.");
    }
    return new CalibrationOptions(Optional.<CalibrationMethod>empty(), goal);
  }

  private Reading reading(LinearModel model) {
    Reading trained = Reading.of(model);
    Reading reading =
        Reading.of(target, weights, ignored).or(heldOut ? trained : trained.unweighted());
    if (reading.target().isEmpty()) {
      throw new InputException(
          modelFile + " does not say what it was trained on: give --target COLUMN.");
    }
    if (reading.weights().isEmpty() && trained.weights().isPresent()) {
      output.say(
          "rows are not weighted; --weights "
              + trained.weights().get()
              + " weighs them as in training");
    }
    return reading;
  }

  private Dataset heldOut(LinearModel model, Dataset all) {
    if (!model.metadata().containsKey(Recipe.VALIDATION_FRACTION)) {
      throw new InputException(
          "--held-out needs a model that was trained with --validation FRACTION; "
              + modelFile
              + " was not. Give rows that it was not trained on, without --held-out.");
    }
    return Recipe.heldOut(model, all)
        .orElseThrow(
            () ->
                new InputException(
                    "--held-out takes the file that the model was trained on, and "
                        + data
                        + " is another: what the split leaves are not the rows trained on."));
  }

  private void calibrate(
      Backend backend, LinearModel model, Dataset rows, CalibrationOptions options) {
    CalibrationFlags.trainingRows(model, rows).ifPresent(output::warn);
    Calibrator.Fit fit = Calibrator.fit(backend, model, rows, options);
    ModelFile.write(out, fit.model());
    CalibrationFigures figures = new CalibrationFigures(fit);
    figures.lines().forEach(output::result);
    output.result("model              " + out + "  sha256 " + fit.model().modelSha256());
    figures.warnings().forEach(output::warn);
    output.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("device", backend.device());
          json.writeStringField("backend", backend.kind());
          json.writeStringField("modelSha256", fit.model().modelSha256());
          figures.fields(json);
          json.writeStringField("out", out.toString());
          json.writeEndObject();
        });
  }
}
