package org.logcl.train;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.objective.DeviceData;
import org.logcl.objective.EpochOutcome;
import org.logcl.objective.LinearObjective;
import org.logcl.objective.LinearObjective.Descent;
import org.logcl.objective.Memory;
import org.logcl.objective.RowOrder;
import org.logcl.objective.Totals;

/**
 * Training on rows as they come. Parameters and what the optimizer remembers stay on the device
 * between the calls; features, classes and options are fixed at the beginning.
 *
 * <p>Rows given in whole batches, one call after the other, make the model that one epoch over all
 * of them makes, in the order as they lie, bit for bit.
 *
 * <p>Holds native memory: close it. One thread at a time.
 */
public final class IncrementalTraining implements AutoCloseable {
  private final Backend backend;
  private final List<String> featureNames;
  private final Labels labels;
  private final TrainingOptions options;
  private final Head head;
  private final Preparation preparation;
  private final LinearObjective objective;
  private long rowsSeen;

  /**
   * Begins, at the start that the options name, or at zeros.
   *
   * @param featureNames of the columns of all rows to come
   * @param labels of all rows to come
   * @param options a mini-batch optimizer with its settings, penalty, loss and start, and the head
   *     where labels go together. Epochs have no meaning; nor have a schedule, averaging, patience
   *     or standardising, which look at all rows or epochs, and are refused
   * @throws InputException where options, features and labels do not fit together
   */
  public IncrementalTraining(
      Backend backend, List<String> featureNames, Labels labels, TrainingOptions options) {
    requireMeaning(options);
    this.backend = backend;
    this.featureNames = List.copyOf(featureNames);
    this.labels = labels;
    this.options = options;
    head = options.head().orElse(labels.count() == 2 ? Head.SIGMOID : Head.SOFTMAX);
    if (head != Head.MULTILABEL
        && (labels.count() < 2 || (head == Head.SIGMOID && labels.count() != 2))) {
      throw new InputException(
          String.format(
              "The %s head tells %s classes apart; there are %d: %s.",
              head.label(),
              head == Head.SIGMOID ? "two" : "two or more",
              labels.count(),
              Quote.of(labels.names())));
    }
    options.start().ifPresent(start -> start.requireFits(this.featureNames, labels));
    preparation =
        options
            .start()
            .flatMap(StartingPoint::model)
            .map(LinearModel::preparation)
            .orElse(Preparation.none());
    Shape shape = new Shape(featureNames.size(), head.logits(labels.count()));
    objective = new LinearObjective(backend, shape, options.batchSize(), false);
    try {
      options.start().ifPresent(point -> point.putInto(objective));
    } catch (RuntimeException e) {
      objective.close();
      throw e;
    }
  }

  private static void requireMeaning(TrainingOptions options) {
    options.requireConsistent();
    SgdSettings sgd = options.sgd();
    refuse(options.optimizer().isFullBatch(), "a full-batch optimizer", "take sgd or adam");
    refuse(sgd.batchSize() == 0, "a batch of all rows", "give the batch size");
    refuse(!sgd.schedule().isConstant(), "a schedule over epochs", "leave it constant");
    refuse(sgd.averageFrom() > 0, "an average over epochs", "set it to 0");
    refuse(sgd.batchOrder().isPresent(), "an order of its own", "rows are taken as they lie");
    refuse(options.stopping().patience() > 0, "patience", "set it to 0");
    boolean balanced = options.loss().classWeights() instanceof ClassWeights.Balanced;
    refuse(balanced, "balanced class weights", "give each class its weight");
    boolean prepared = options.start().flatMap(StartingPoint::model).isPresent();
    refuse(
        options.standardize() && !prepared,
        "standardised features",
        "start from a model that has their means and scales");
  }

  private static void refuse(boolean wrong, String what, String wayOut) {
    if (wrong) {
      throw new InputException(
          String.format(
              "Training on rows as they come cannot have %s, which takes all rows or epochs at once; %s.",
              what, wayOut));
    }
  }

  /**
   * Takes one step for each batch of the rows, in their order; the last batch may be short.
   *
   * @param rows labelled rows with the features and any of the classes of this training
   * @return loss and correct rows, each row scored before its batch's step
   * @throws InputException where the rows do not fit, or the loss ceases to be finite; then
   *     parameters are as before
   * @throws TrainingInterruptedException where the thread is interrupted
   */
  public Totals partialFit(Dataset rows) {
    WeightedRows used = WeightedRows.of(fitting(rows), options.loss().classWeights());
    Dataset prepared = preparation.prepare(used.rows()).dataset().withWeights(used.weights());
    float[] before = objective.parameters();
    Memory memory = objective.memory();
    boolean good = false;
    try {
      EpochOutcome outcome = pass(prepared, used.positiveWeights());
      good = outcome.isFinite();
      requireFinite(good);
      rowsSeen += prepared.rows();
      return outcome.totals();
    } finally {
      if (!good) {
        objective.restore(before);
        objective.restore(memory);
      }
    }
  }

  private EpochOutcome pass(Dataset prepared, float[] positiveWeights) {
    double smoothing = options.loss().labelSmoothing();
    try (DeviceData data =
        DeviceData.of(backend, head, objective.shape(), prepared, smoothing, positiveWeights)) {
      int batchRows = Math.min(options.batchSize(), prepared.rows());
      Descent descent = MiniBatch.descent(options, batchRows, options.learningRate());
      return objective
          .epochs(
              data,
              RowOrder.asTheyLie(),
              1,
              1,
              false,
              descent,
              (epoch, done) -> TrainingInterruptedException.check("Training was interrupted."))
          .get(0);
    }
  }

  private void requireFinite(boolean finite) {
    if (!finite) {
      throw new InputException(
          String.format(
              "Training diverged in these rows: the loss or a parameter is no longer a finite number. The parameters are as"
                  + " before. Use a smaller learning rate than %s, or scale the features.",
              options.learningRate()));
    }
  }

  /** The rows with the labels of this training. */
  private Dataset fitting(Dataset rows) {
    if (!rows.featureNames().equals(featureNames)) {
      throw new InputException(
          String.format(
              "The rows have other features than this training, or in another order: %s; it has %s.",
              Quote.of(rows.featureNames()), Quote.of(featureNames)));
    }
    if (!rows.hasTargets()) {
      throw new InputException("The rows have no labels, and training needs them.");
    }
    if (rows.labels().equals(labels)) {
      Targeting.requireFits(head, rows);
      return rows;
    }
    if (rows.targetKind() != TargetKind.CLASSES) {
      throw new InputException(
          String.format(
              "The rows have values for the labels %s; this training has %s.",
              Quote.of(rows.labels().names()), Quote.of(labels.names())));
    }
    int[] targets = new int[rows.rows()];
    for (int row = 0; row < targets.length; ++row) {
      String label = rows.labels().name(rows.targets()[row]);
      targets[row] = labels.indexOf(label);
      if (targets[row] < 0) {
        throw new InputException(
            String.format(
                "Row %d has the label %s, which this training does not know; its labels are: %s.",
                row, Quote.of(label), Quote.of(labels.names())));
      }
    }
    return Dataset.of(
        rows.features(),
        rows.rows(),
        rows.columns(),
        featureNames,
        labels,
        targets,
        rows.hasWeights() ? rows.weights() : null);
  }

  /** The model now. It cannot be replayed: nobody keeps what rows came when. */
  public LinearModel model() {
    Map<String, String> notes = new TreeMap<>();
    notes.put(Recipe.OPTIMIZER, options.optimizer().label());
    notes.put("training", "incremental");
    notes.put("trainingRows", Long.toString(rowsSeen));
    notes.put("device", backend.device());
    notes.put("backend", backend.kind());
    notes.put("driver", backend.driver());
    notes.put("exact", Boolean.toString(backend.probeFailures().isEmpty()));
    notes.put(Recipe.LOGCL_VERSION, Recipe.logclVersion());
    return LinearModel.of(
            head, labels, featureNames, objective.weights(), objective.bias(), preparation)
        .withMetadata(notes);
  }

  /** Gives the device's memory back. Idempotent. */
  @Override
  public void close() {
    objective.close();
  }
}
