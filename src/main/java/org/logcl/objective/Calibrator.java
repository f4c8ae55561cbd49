package org.logcl.objective;

import java.util.Optional;
import java.util.TreeMap;
import org.logcl.calibrate.Calibration;
import org.logcl.calibrate.CalibrationOptions;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.Temperature;
import org.logcl.calibrate.Threshold;
import org.logcl.calibrate.ThresholdGoal;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.Reliability;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * Fits calibration and threshold of a model on labelled rows that it was not trained on. Logits
 * come from the backend; what is fitted to them is computed on the heap, in double, in the order of
 * the rows: the same on every device.
 */
public final class Calibrator {
  private static final String DATA_SHA256 = "calibrationDataSha256";
  private static final String GOAL = "thresholdGoal";

  private Calibrator() {}

  /**
   * What fitting gave.
   *
   * @param model the calibrated model; its metadata say how
   * @param before figures of the rows by the model as it was trained
   * @param after the same by the calibrated model
   * @param temperature how the temperature was fitted, where one was
   * @param threshold the threshold and what it gives on these rows, where one was chosen
   */
  public record Fit(
      LinearModel model,
      ClassificationReport before,
      ClassificationReport after,
      Optional<Temperature> temperature,
      Optional<Threshold> threshold) {}

  /**
   * Checks what can be checked without rows.
   *
   * @throws InputException if the options have no meaning for a head and so many classes
   */
  public static void requireMeaning(Head head, int classes, CalibrationOptions options) {
    options.method().ifPresent(head::requireCalibration);
    if (options.goal().isPresent()) {
      head.requireThreshold(classes);
    }
  }

  /**
   * Checks that rows are such as can be calibrated on.
   *
   * @throws InputException if they do not have one class each
   */
  public static void requireClasses(Dataset rows) {
    if (rows.targetKind() != TargetKind.CLASSES) {
      throw new InputException(
          "Calibration and thresholds are fitted to rows with one class each; these have a value for"
              + " each label.");
    }
  }

  /**
   * Fits. Calibration and threshold that the model has already are replaced.
   *
   * @param given raw, labelled rows with the model's features and labels; those of weight 0 are
   *     none
   * @throws InputException if rows, options and model do not fit together, or no threshold keeps
   *     the goal's bound
   */
  public static Fit fit(
      Backend backend, LinearModel calibrated, Dataset given, CalibrationOptions options) {
    LinearModel model = calibrated.uncalibrated();
    requireMeaning(model.head(), model.classes(), options);
    Scorer.requireSameLabels(model, given);
    requireClasses(given);
    Dataset rows = given.withoutWeightless();
    double[] weights = weights(rows);
    LinearModel fitted = model;
    Optional<Temperature> temperature = Optional.empty();
    if (options.method().isPresent()) {
      double[] logits = logits(backend, model, Scorer.prepared(model, rows));
      switch (options.method().get()) {
        case TEMPERATURE -> {
          temperature = Optional.of(temperature(model, logits, rows.targets(), weights));
          fitted = model.withCalibration(temperature.get().scaling());
        }
        case PLATT ->
            fitted = model.withCalibration(PlattScaling.fit(logits, positive(rows), weights));
      }
    }
    Optional<Threshold> threshold = Optional.empty();
    if (options.goal().isPresent()) {
      threshold = Optional.of(threshold(backend, fitted, rows, weights, options.goal().get()));
      fitted = fitted.withThreshold(threshold.get().value());
    }
    ClassificationReport before = report(backend, model, rows);
    ClassificationReport after = report(backend, fitted, rows);
    return new Fit(
        noted(fitted, given, options, before, after), before, after, temperature, threshold);
  }

  /** Whether a model says that its calibration or threshold was fitted on these rows. */
  public static boolean wasFittedOn(LinearModel model, Dataset rows) {
    return rows.sha256().equals(model.metadata().get(DATA_SHA256));
  }

  /**
   * The options by which a model says it was fitted.
   *
   * @throws InputException if it has neither calibration nor threshold, or does not say its goal
   */
  public static CalibrationOptions options(LinearModel model) {
    Optional<String> goal = Optional.ofNullable(model.metadata().get(GOAL));
    if (model.threshold().isPresent() && goal.isEmpty()) {
      throw new InputException("The model does not say what its threshold was chosen for.");
    }
    return new CalibrationOptions(
        model.calibration().map(Calibration::method),
        goal.filter(text -> model.threshold().isPresent()).map(ThresholdGoal::parse));
  }

  private static Temperature temperature(
      LinearModel model, double[] logits, int[] targets, double[] weights) {
    return switch (model.head()) {
      case SIGMOID -> Temperature.fitBinary(logits, targets, weights);
      case SOFTMAX -> Temperature.fit(logits, model.logits(), targets, weights);
      case MULTILABEL -> throw new IllegalStateException("refused before");
    };
  }

  private static Threshold threshold(
      Backend backend, LinearModel model, Dataset rows, double[] weights, ThresholdGoal goal) {
    double[] scores = new double[rows.rows()];
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, probabilities) -> {
          for (int k = 0; k < count; ++k) {
            scores[from + k] = probabilities[2 * k + 1];
          }
        });
    return Threshold.choose(scores, positive(rows), weights, goal);
  }

  private static double[] logits(Backend backend, LinearModel model, Dataset prepared) {
    int logits = model.logits();
    if ((long) prepared.rows() * logits > Dataset.MOST_VALUES) {
      throw new InputException(
          String.format(
              "%d rows of %d logits are more than calibration takes; give fewer rows.",
              prepared.rows(), logits));
    }
    double[] all = new double[prepared.rows() * logits];
    CalibratedPredictor.logits(
        backend,
        model,
        prepared,
        (from, count, values, stride) -> {
          for (int k = 0; k < count; ++k) {
            for (int c = 0; c < logits; ++c) {
              all[(from + k) * logits + c] = values[k * stride + c];
            }
          }
        });
    return all;
  }

  private static boolean[] positive(Dataset rows) {
    boolean[] positive = new boolean[rows.rows()];
    for (int i = 0; i < positive.length; ++i) {
      positive[i] = rows.targets()[i] == 1;
    }
    return positive;
  }

  private static double[] weights(Dataset rows) {
    if (!rows.hasWeights()) {
      return null;
    }
    double[] weights = new double[rows.rows()];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = rows.weights()[i];
    }
    return weights;
  }

  private static ClassificationReport report(Backend backend, LinearModel model, Dataset rows) {
    return Scorer.evaluate(backend, model, rows, Reliability.DEFAULT_BINS, done -> {});
  }

  private static LinearModel noted(
      LinearModel model,
      Dataset rows,
      CalibrationOptions options,
      ClassificationReport before,
      ClassificationReport after) {
    TreeMap<String, String> notes = new TreeMap<>(model.metadata());
    notes.put("calibrationRows", Integer.toString(rows.rows()));
    notes.put(DATA_SHA256, rows.sha256());
    notes.put("calibrationLogLossBefore", Double.toString(before.logLoss()));
    notes.put("calibrationLogLossAfter", Double.toString(after.logLoss()));
    notes.put("uncalibratedModelSha256", model.uncalibrated().modelSha256());
    notes.remove(GOAL);
    options.goal().ifPresent(goal -> notes.put(GOAL, goal.toString()));
    return model.withMetadata(notes);
  }
}
