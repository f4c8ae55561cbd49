package org.logcl;

import java.util.List;
import java.util.Optional;
import org.logcl.calibrate.CalibrationOptions;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Devices;
import org.logcl.kernel.Kept;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.MultilabelReport;
import org.logcl.metrics.Reliability;
import org.logcl.model.LinearModel;
import org.logcl.objective.Calibrator;
import org.logcl.objective.MultilabelScorer;
import org.logcl.objective.Scorer;
import org.logcl.objective.Totals;
import org.logcl.select.SelectionListener;
import org.logcl.select.SelectionOptions;
import org.logcl.select.SelectionResult;
import org.logcl.select.Selector;
import org.logcl.train.IncrementalTraining;
import org.logcl.train.LossSettings;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.verify.GradientCheck;
import org.logcl.verify.Replay;

/**
 * A device to compute on: an OpenCL device, or {@code reference}, which is plain Java and needs no
 * OpenCL. All give the same bits.
 *
 * <p>Holds native memory: close it. One thread at a time; what it returns lives on the heap.
 */
public final class Device implements AutoCloseable {
  private final Backend backend;
  private final String reason;

  private Device(Devices.Choice choice) {
    backend = choice.backend();
    reason = choice.reason();
  }

  /**
   * Opens a device.
   *
   * @param request {@code auto} (a GPU, else another OpenCL device, else reference), {@code gpu},
   *     {@code cpu}, {@code reference}, or a part of the name of an OpenCL device or platform. What
   *     is asked for by kind or name never falls back to another
   * @throws org.logcl.error.DeviceUnavailableException where there is none such; the message says
   *     the way out
   * @throws org.logcl.error.DeviceException where the device fails, or computes inexactly
   */
  public static Device open(String request) {
    return new Device(Devices.open(request));
  }

  /**
   * Opens a device whatever it computes. What is wrong with it, {@link #probeFailures} says; models
   * that it trains say so too.
   *
   * @param request as for {@link #open}
   * @throws org.logcl.error.DeviceUnavailableException where there is none such
   * @throws org.logcl.error.DeviceException where the device fails
   */
  public static Device openInexact(String request) {
    return new Device(Devices.openUnprobed(request));
  }

  /** Name of the device, or {@code reference}. */
  public String name() {
    return backend.device();
  }

  /** Operations that this device computes otherwise than the CPU twin; empty where it is exact. */
  public List<String> probeFailures() {
    return backend.probeFailures();
  }

  /** One line: what was chosen and why. */
  public String reason() {
    return reason;
  }

  /**
   * Trains on all rows, in silence.
   *
   * @throws org.logcl.error.InputException where data and options do not fit together
   */
  public TrainingResult train(Dataset rows, TrainingOptions options) {
    return train(rows, Optional.empty(), options, TrainingListener.NONE);
  }

  /**
   * Trains.
   *
   * @param training labelled rows, at least two classes
   * @param validation rows to score after each epoch, with the same features and labels; or empty
   * @param listener sees epochs end, and may stop
   * @throws org.logcl.error.InputException where data and options do not fit together
   * @throws org.logcl.error.TrainingInterruptedException where the thread is interrupted
   */
  public TrainingResult train(
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      TrainingListener listener) {
    return Trainer.train(backend, training, validation, options, listener);
  }

  /**
   * Keeps the features of a data set in the device's memory, so that one training after another of
   * the same data set need not bring them there again. Only what needs no preparation is of use:
   * rows that are all above weight 0, in the range that is not flushed, and trained without
   * standardising (or standardised before). No bit changes. {@code reference} has nothing to keep.
   *
   * <p>Close it before the device, and leave the data set as it is meanwhile.
   *
   * @throws IllegalStateException if they are kept already
   * @throws org.logcl.error.DeviceException where they do not fit
   */
  public Kept keep(Dataset rows) {
    return backend.keep("X", rows.features());
  }

  /**
   * Chooses a penalty by stratified cross-validation along a path, and trains on all rows with it.
   *
   * @param rows labelled rows, at least two classes
   * @param options of all trainings: a full-batch optimizer, no start, and of the penalty the
   *     intercept and the bounds alone; the seed is that of the folds
   * @param listener sees folds and penalties end
   * @throws org.logcl.error.InputException where data and options do not fit together
   * @throws org.logcl.error.TrainingInterruptedException where the thread is interrupted
   */
  public SelectionResult select(
      Dataset rows, TrainingOptions options, SelectionOptions how, SelectionListener listener) {
    return Selector.select(backend, rows, options, how, listener);
  }

  /**
   * Begins to train on rows as they come, with features and classes that are known beforehand.
   * Close it before the device.
   *
   * @param options a mini-batch optimizer, its settings and the start
   * @throws org.logcl.error.InputException where they do not fit together, or ask for something
   *     that takes all rows at once
   */
  public IncrementalTraining incremental(
      List<String> featureNames, Labels labels, TrainingOptions options) {
    return new IncrementalTraining(backend, featureNames, labels, options);
  }

  /** Log loss and correct rows of a model on labelled, raw rows. */
  public Totals score(LinearModel model, Dataset rows) {
    return Scorer.score(backend, model, rows);
  }

  /**
   * All metrics of a model on labelled, raw rows, by their weights, with {@link
   * Reliability#DEFAULT_BINS} reliability bins.
   *
   * @throws org.logcl.error.InputException where rows and model do not fit together
   */
  public ClassificationReport evaluate(LinearModel model, Dataset rows) {
    return Scorer.evaluate(backend, model, rows, Reliability.DEFAULT_BINS, done -> {});
  }

  /**
   * All metrics of a multi-label model on raw rows with a target for each label, 0 or 1, by their
   * weights, with {@link Reliability#DEFAULT_BINS} reliability bins.
   *
   * @throws org.logcl.error.InputException where rows and model do not fit together
   */
  public MultilabelReport evaluateLabels(LinearModel model, Dataset rows) {
    return MultilabelScorer.evaluate(backend, model, rows, Reliability.DEFAULT_BINS, done -> {});
  }

  /**
   * Probabilities of raw rows: row-major [rows][classes], in the order of the model's labels; with
   * the multi-label head each label's own.
   */
  public float[] probabilities(LinearModel model, Dataset rows) {
    int classes = model.classes();
    float[] all = new float[Math.multiplyExact(rows.rows(), classes)];
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, part) -> System.arraycopy(part, 0, all, from * classes, count * classes));
    return all;
  }

  /**
   * Fits calibration and threshold of a model on labelled, raw rows that it was not trained on.
   *
   * @throws org.logcl.error.InputException where rows, options and model do not fit together, or no
   *     threshold keeps its goal's bound
   */
  public Calibrator.Fit calibrate(LinearModel model, Dataset rows, CalibrationOptions options) {
    return Calibrator.fit(backend, model, rows, options);
  }

  /**
   * The gradient that this device reports at a model's parameters against finite differences of the
   * objective in double precision.
   *
   * @param rows raw rows with targets of any kind that the model's head takes
   * @param l2 coefficient of the penalty l2/2 |W|^2
   * @throws org.logcl.error.InputException where rows and model do not fit together
   */
  public GradientCheck checkGradient(LinearModel model, Dataset rows, double l2) {
    return checkGradient(model, rows, l2, LossSettings.DEFAULT);
  }

  /**
   * The same of the objective with label smoothing or class weights, or both.
   *
   * @throws org.logcl.error.InputException where rows, model and class weights do not fit together
   */
  public GradientCheck checkGradient(
      LinearModel model, Dataset rows, double l2, LossSettings loss) {
    return GradientCheck.run(backend, model, rows, l2, loss);
  }

  /**
   * Trains a model again from what its metadata say, and compares the two bit for bit.
   *
   * @param rows the rows that it was trained on, or those that they were split from
   * @param start the model that it started from, where it started from one
   * @throws org.logcl.error.InputException where the model cannot be replayed; the message says
   *     why, and the way out
   */
  public Replay replay(LinearModel model, Dataset rows, Optional<LinearModel> start) {
    return Replay.run(backend, model, rows, start, TrainingListener.NONE);
  }

  /** Losses by themselves, on this device. */
  public Losses losses() {
    return new Losses(backend);
  }

  /** Gives the device's memory back. Idempotent. */
  @Override
  public void close() {
    backend.close();
  }
}
