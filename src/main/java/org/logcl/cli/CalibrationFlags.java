package org.logcl.cli;

import java.util.Map;
import java.util.Optional;
import org.logcl.calibrate.CalibrationMethod;
import org.logcl.calibrate.CalibrationOptions;
import org.logcl.calibrate.ThresholdGoal;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator;
import org.logcl.train.TrainingOptions;
import picocli.CommandLine.Option;

/** What {@code train} fits on the rows held out, after training. */
final class CalibrationFlags {
  @Option(
      names = "--calibrate",
      paramLabel = "METHOD",
      description =
          "Fit a calibration on the rows of --validation: temperature, or platt for the sigmoid head. Default: none.")
  private String method;

  @Option(
      names = "--threshold",
      paramLabel = "GOAL",
      description =
          "Choose a decision threshold on the rows of --validation, for two classes: "
              + CalibrateCommand.GOALS
              + " Default: none.")
  private String threshold;

  /** The method that an option names. */
  static CalibrationMethod method(String option, String label) {
    return CalibrationMethod.of(label)
        .orElseThrow(
            () ->
                new InputException(
                    String.format(
                        "%s %s is not known; there are: temperature, platt%s.",
                        option, label, option.equals("--method") ? ", none" : "")));
  }

  /** A warning, where rows to calibrate on are those that the model was trained on. */
  static Optional<String> trainingRows(LinearModel model, Dataset rows) {
    Map<String, String> notes = model.metadata();
    String why =
        ": a model is surer of them than of others, and so will be what is calibrated on them.";
    if (rows.sha256().equals(notes.get("trainingDataSha256"))) {
      return Optional.of(
          "these are the rows that the model was trained on" + why + " Give other rows");
    }
    if (rows.sha256().equals(notes.get("dataSha256"))) {
      return Optional.of(
          "the model was trained on most of these rows"
              + why
              + " --held-out takes the others alone");
    }
    return Optional.empty();
  }

  private Optional<CalibrationOptions> options() {
    if (method == null && threshold == null) {
      return Optional.empty();
    }
    return Optional.of(
        new CalibrationOptions(
            Optional.ofNullable(method).map(label -> method("--calibrate", label)),
            Optional.ofNullable(threshold).map(ThresholdGoal::parse)));
  }

  /**
   * Checks what can be checked before data are read.
   *
   * @param held whether rows are held out
   */
  void check(boolean held) {
    if (options().isPresent() && !held) {
      throw new InputException(
          (method == null ? "--threshold" : "--calibrate")
              + " is fitted on rows held out from training; give --validation FRACTION or FILE.");
    }
  }

  /** Before training: whether the options have a meaning for its result. */
  void requireMeaning(TrainingOptions training, Dataset rows) {
    int classes = rows.labels().count();
    Head head = training.head().orElse(classes == 2 ? Head.SIGMOID : Head.SOFTMAX);
    options()
        .ifPresent(
            options -> {
              Calibrator.requireMeaning(head, classes, options);
              Calibrator.requireClasses(rows);
            });
  }

  /** Fits, where it is wanted. */
  Optional<Calibrator.Fit> fit(Backend backend, LinearModel model, Optional<Dataset> held) {
    try {
      return options().map(options -> Calibrator.fit(backend, model, held.orElseThrow(), options));
    } catch (InputException e) {
      throw new InputException(
          e.getMessage()
              + " Nothing was written; without --calibrate and --threshold the model is.",
          e);
    }
  }
}
