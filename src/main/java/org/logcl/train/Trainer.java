package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
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
import org.logcl.objective.RowOrder;
import org.logcl.objective.Totals;
import org.logcl.train.TrainingResult.Status;

/**
 * Trains a linear model by mini-batch gradient descent on log loss. For given data, options and
 * seed the model is the same, bit for bit, on every conforming device and on the twin.
 */
public final class Trainer {
  private final Backend backend;
  private final Dataset training;
  private final Optional<Dataset> validation;
  private final TrainingOptions options;
  private final TrainingListener listener;
  // Totals at the last parameters, where the last epochs gave them on the way.
  private Optional<Totals> finalScore = Optional.empty();
  // The parameters before the present epoch, to go back to.
  private float[] good;

  private Trainer(
      Backend backend,
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      TrainingListener listener) {
    this.backend = backend;
    this.training = training;
    this.validation = validation;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Trains.
   *
   * @param training labelled rows, at least two classes
   * @param validation labelled rows with the same features and labels, or empty
   * @throws InputException where data and options do not fit together
   * @throws TrainingInterruptedException where the thread is interrupted; its interrupt flag stays
   *     set
   * @throws org.logcl.error.DeviceException where the device fails
   */
  public static TrainingResult train(
      Backend backend,
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      TrainingListener listener) {
    return new Trainer(backend, training, validation, options, listener).run();
  }

  private TrainingResult run() {
    long start = System.nanoTime();
    Head head = head();
    Shape shape =
        new Shape(training.columns(), head == Head.SIGMOID ? 1 : training.labels().count());
    Preparation preparation = preparation();
    Dataset prepared = prepare(preparation, training, true);
    Optional<Dataset> held = validation.map(rows -> prepare(preparation, rows, false));
    int batchRows =
        options.batchSize() == 0 ? training.rows() : Math.min(options.batchSize(), training.rows());
    int mostRows = Math.max(training.rows(), held.map(Dataset::rows).orElse(0));
    try (LinearObjective objective = new LinearObjective(backend, shape, mostRows);
        DeviceData rows = onDevice(shape, prepared);
        HeldRows heldRows = new HeldRows(held.map(data -> onDevice(shape, data)))) {
      begin(objective, shape);
      Descent descent =
          new Descent(
              batchRows,
              (float) options.learningRate(),
              (float) options.momentum(),
              (float) options.l2());
      List<EpochReport> epochs = new ArrayList<>();
      Status status = epochs(objective, rows, heldRows, descent, epochs);
      Totals totals = status == Status.FINISHED ? score(objective, rows) : objective.score(rows);
      if (status != Status.DIVERGED && !Double.isFinite(totals.loss())) {
        // The last step went too far, after its batch had been scored.
        status = diverged(objective, epochs.size());
        totals = objective.score(rows);
      }
      LinearModel model =
          LinearModel.of(
              head,
              training.labels(),
              training.featureNames(),
              objective.weights(),
              objective.bias(),
              preparation);
      return new TrainingResult(
          model.withMetadata(TrainingNotes.of(training, options, backend, status, epochs.size())),
          status,
          List.copyOf(epochs),
          totals,
          heldRows.score(objective),
          objective.penalty((float) options.l2()),
          seconds(start));
    }
  }

  private Totals score(LinearObjective objective, DeviceData rows) {
    return finalScore.orElseGet(() -> objective.score(rows));
  }

  private Status epochs(
      LinearObjective objective,
      DeviceData rows,
      HeldRows held,
      Descent descent,
      List<EpochReport> reports) {
    boolean allAtOnce = descent.batchRows() == rows.rows() && options.batchOrder().isEmpty();
    // Who wants to see something after each epoch, or gives each epoch's order, gets one at a time.
    int atOnce =
        held.data().isPresent() || options.batchOrder().isPresent()
            ? 1
            : objective.epochsAtOnce(rows, descent);
    float[] parameters = objective.parameters();
    for (int first = 1; first <= options.epochs(); first += atOnce) {
      long start = System.nanoTime();
      int count = Math.min(atOnce, options.epochs() - first + 1);
      List<EpochOutcome> outcomes =
          objective.epochs(
              rows,
              allAtOnce ? RowOrder.asTheyLie() : order(first, rows.rows()),
              first,
              count,
              first + count > options.epochs(),
              descent,
              (epoch, done) -> progress(epoch, done, rows.rows()));
      double share = seconds(start) / count;
      for (int i = 0; i < count; ++i) {
        progress(first + i, rows.rows(), rows.rows());
        EpochOutcome outcome = outcomes.get(i);
        good = parameters;
        parameters = outcome.parameters();
        finalScore = outcome.score();
        if (!outcome.isFinite()) {
          return diverged(objective, first + i);
        }
        Optional<Totals> validation = held.score(objective);
        EpochReport report =
            new EpochReport(
                first + i,
                options.epochs(),
                outcome.totals(),
                validation,
                count == 1 ? seconds(start) : share);
        reports.add(report);
        if (!listener.epoch(report)) {
          objective.restore(parameters);
          return Status.STOPPED;
        }
      }
    }
    return Status.FINISHED;
  }

  private void progress(int epoch, int done, int rows) {
    requireUninterrupted();
    listener.progress(epoch, done, rows);
  }

  private RowOrder order(int epoch, int rows) {
    return options
        .batchOrder()
        .map(order -> BatchOrder.requirePermutation(order.order(epoch, rows), rows, epoch))
        .map(RowOrder::given)
        .orElseGet(() -> RowOrder.shuffled(options.seed()));
  }

  private Head head() {
    int classes = training.labels().count();
    requireTwoClasses();
    Head head = options.head().orElse(classes == 2 ? Head.SIGMOID : Head.SOFTMAX);
    if (head == Head.SIGMOID && classes != 2) {
      throw new InputException(
          "The sigmoid head tells two classes apart, but the data have "
              + classes
              + ". Use the softmax head.");
    }
    validation.ifPresent(this::requireSameColumns);
    options.start().flatMap(StartingPoint::model).ifPresent(this::requireSameColumns);
    return head;
  }

  private void requireTwoClasses() {
    int[] targets = training.targets();
    for (int target : targets) {
      if (target != targets[0]) {
        return;
      }
    }
    throw new InputException(
        "Training needs rows of at least two classes; all rows are of class "
            + Quote.of(training.labels().name(targets[0]))
            + ".");
  }

  private void requireSameColumns(Dataset rows) {
    if (!rows.featureNames().equals(training.featureNames())
        || !rows.labels().equals(training.labels())) {
      throw new InputException(
          "The validation rows must have the features and labels of the training rows.");
    }
  }

  private void requireSameColumns(LinearModel start) {
    if (!start.featureNames().equals(training.featureNames())
        || !start.labels().equals(training.labels())) {
      throw new InputException(
          String.format(
              "The model to start from has the features %s and the labels %s; the training rows have %s and %s.",
              Quote.of(start.featureNames()),
              Quote.of(start.labels().names()),
              Quote.of(training.featureNames()),
              Quote.of(training.labels().names())));
    }
  }

  private Preparation preparation() {
    Optional<LinearModel> given = options.start().flatMap(StartingPoint::model);
    if (given.isPresent()) {
      return given.get().preparation();
    }
    return options.standardize()
        ? Preparation.standardizing(Standardization.fit(training))
        : Preparation.none();
  }

  private Dataset prepare(Preparation preparation, Dataset rows, boolean warn) {
    Preparation.Prepared prepared = preparation.prepare(rows);
    if (warn) {
      prepared.warnings().forEach(listener::warning);
    }
    return prepared.dataset();
  }

  private DeviceData onDevice(Shape shape, Dataset rows) {
    return new DeviceData(
        backend,
        shape,
        rows.rows(),
        rows.features(),
        rows.targets(),
        rows.hasWeights() ? rows.weights() : null);
  }

  private void begin(LinearObjective objective, Shape shape) {
    if (options.start().isEmpty()) {
      return;
    }
    float[] weights = options.start().get().weights();
    float[] bias = options.start().get().bias();
    int needed = shape.features() * shape.logits();
    if (weights.length != needed || bias.length != shape.logits()) {
      throw new InputException(
          String.format(
              "The parameters to start from are %d weights and %d intercepts; %d features and %d logits need %d and %d.",
              weights.length,
              bias.length,
              shape.features(),
              shape.logits(),
              needed,
              shape.logits()));
    }
    if (!isFinite(weights) || !isFinite(bias)) {
      throw new InputException("The parameters to start from must be finite numbers.");
    }
    objective.parameters(weights, bias);
  }

  private static void requireUninterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new TrainingInterruptedException("Training was interrupted.");
    }
  }

  private Status diverged(LinearObjective objective, int epoch) {
    objective.restore(good);
    listener.warning(
        "Training diverged in epoch "
            + epoch
            + ": the loss or a parameter is no longer a finite number. Use a smaller learning"
            + " rate than "
            + options.learningRate()
            + (options.standardize() ? "." : ", or standardize the features."));
    return Status.DIVERGED;
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** The validation rows, if any. */
  private record HeldRows(Optional<DeviceData> data) implements AutoCloseable {
    Optional<Totals> score(LinearObjective objective) {
      return data.map(objective::score);
    }

    @Override
    public void close() {
      data.ifPresent(DeviceData::close);
    }
  }
}
