package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.objective.DeviceData;
import org.logcl.objective.LinearObjective;
import org.logcl.objective.Totals;
import org.logcl.train.TrainingResult.Status;

/**
 * Trains a linear model on log loss, by mini-batch gradient descent or a full-batch optimizer. For
 * given data, options and seed the model is the same, bit for bit, on every conforming device and
 * on the twin.
 */
public final class Trainer {
  // Class weights that are told; there may be thousands.
  private static final int MOST_NOTED = 20;

  private final Backend backend;
  private final Dataset training;
  private final WeightedRows used;
  private final Optional<Dataset> validation;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Checkpoints checkpoints;

  private Trainer(
      Backend backend,
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      TrainingListener listener,
      Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    this.backend = backend;
    this.training = training;
    used = WeightedRows.of(training, options.loss().classWeights());
    this.validation = validation.map(Dataset::withoutWeightless);
    this.options = options;
    this.listener = listener;
  }

  /** The same rows with other options, the class weights apart. */
  private Trainer(Trainer other, TrainingOptions options) {
    checkpoints = other.checkpoints;
    backend = other.backend;
    training = other.training;
    used = other.used;
    validation = other.validation;
    listener = other.listener;
    this.options = options;
  }

  /**
   * Trains.
   *
   * @param training labelled rows, at least two classes; a row of weight 0 is as if it were not
   *     there
   * @param validation labelled rows with the same features and labels, or empty; scored by their
   *     own weights, without class weights
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
    return train(backend, training, validation, options, listener, Checkpoints.NONE);
  }

  /**
   * The same, which goes on from a checkpoint where there is one, and keeps others. The model is
   * that of a training without interruption.
   */
  public static TrainingResult train(
      Backend backend,
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      TrainingListener listener,
      Checkpoints checkpoints) {
    List<TrainingResult> one = new ArrayList<>();
    new Trainer(backend, training, validation, options, listener, checkpoints)
        .run(List.of(options.penalty()), true, one::add);
    return one.get(0);
  }

  /**
   * Trains once for each penalty, by a full-batch optimizer: the first time from the start that the
   * options name, then from where the training before ended. The rows are prepared and brought to
   * the device once. Each result is that of {@link #train} from the same start, bit for bit, but
   * that the validation rows are scored at its end alone.
   *
   * @param penalties at least one; those of the options have no say
   * @param listener sees the iterations of each training in turn
   * @param each gets each result, in the order of the penalties
   * @throws InputException where data and options do not fit together
   * @throws TrainingInterruptedException where the thread is interrupted
   */
  public static void trainPath(
      Backend backend,
      Dataset training,
      Optional<Dataset> validation,
      TrainingOptions options,
      List<Penalty> penalties,
      TrainingListener listener,
      Consumer<TrainingResult> each) {
    if (!options.optimizer().isFullBatch()) {
      throw new InputException(
          String.format(
              "A path of penalties needs a full-batch optimizer such as lbfgs or auto, not %s.",
              options.optimizer().label()));
    }
    new Trainer(backend, training, validation, options, listener, Checkpoints.NONE)
        .run(penalties, false, each);
  }

  /**
   * @param watch whether the validation rows are scored at each iteration of a full-batch optimizer
   */
  private void run(List<Penalty> penalties, boolean watch, Consumer<TrainingResult> each) {
    long start = System.nanoTime();
    penalties.forEach(penalty -> options.withPenalty(penalty).requireConsistent());
    Head head = head();
    Shape shape = new Shape(training.columns(), head.logits(training.labels().count()));
    if (options.optimizer() == Optimizer.AUTO) {
      AutoOptimizer chosen = AutoOptimizer.of(shape, penalties);
      listener.note(chosen.toString());
      new Trainer(this, options.withOptimizer(chosen.optimizer())).run(penalties, watch, each);
      return;
    }
    noteClassWeights();
    training.hashAhead(); // for the model's notes
    Preparation preparation = preparation();
    // Standardised by the rows' own weights: class weights are no matter of the features.
    Dataset prepared = prepare(preparation, used.rows(), true).withWeights(used.weights());
    Optional<Dataset> held = validation.map(rows -> prepare(preparation, rows, false));
    int mostRows = Math.max(prepared.rows(), held.map(Dataset::rows).orElse(0));
    double smoothing = options.loss().labelSmoothing();
    try (DeviceData rows =
            DeviceData.of(backend, head, shape, prepared, smoothing, used.positiveWeights());
        HeldRows heldRows =
            new HeldRows(held.map(data -> DeviceData.of(backend, head, shape, data, 0)));
        LinearObjective objective =
            new LinearObjective(
                backend, shape, mostRows, rows.hasPasses() && heldRows.hasPasses())) {
      options.start().ifPresent(point -> point.putInto(objective));
      // Patience needs to see every iteration.
      boolean watches = watch || options.stopping().patience() > 0;
      Loaded loaded = new Loaded(head, preparation, prepared, objective, rows, heldRows, watches);
      TrainingOptions now = options;
      for (Penalty penalty : penalties) {
        now = now.withPenalty(penalty);
        each.accept(new Trainer(this, now).fit(loaded, start));
        start = System.nanoTime();
        now = now.withStart(objective.weights(), objective.bias());
      }
    }
  }

  /** One training, from the parameters that the objective has. */
  private TrainingResult fit(Loaded loaded, long start) {
    LinearObjective objective = loaded.objective;
    HeldRows held = loaded.held;
    List<EpochReport> epochs = List.of();
    Optional<Convergence> convergence = Optional.empty();
    Status status;
    Totals totals;
    if (options.optimizer().isFullBatch()) {
      FullBatch.Outcome outcome = fullBatch(loaded);
      status = outcome.status();
      convergence = Optional.of(outcome.convergence());
      totals = outcome.convergence().ofModel().training();
    } else {
      MiniBatch.Outcome outcome =
          new MiniBatch(
                  objective,
                  loaded.rows,
                  () -> held.score(objective),
                  held.data().isPresent(),
                  options,
                  listener,
                  this::recipe,
                  checkpoints)
              .run();
      status = outcome.status();
      epochs = outcome.epochs();
      totals = outcome.training();
    }
    LinearModel model =
        LinearModel.of(
            loaded.head,
            training.labels(),
            training.featureNames(),
            objective.weights(),
            objective.bias(),
            loaded.preparation);
    return new TrainingResult(
        model.withMetadata(
            TrainingNotes.of(training, options, backend, status, epochs.size(), convergence)),
        status,
        epochs,
        convergence,
        totals,
        held.score(objective),
        convergence
            .map(way -> way.ofModel().penalty())
            .orElseGet(() -> objective.penalty((float) options.l2())),
        seconds(start));
  }

  /** What shapes the model, for checkpoints: patience depends on the validation rows too. */
  private Map<String, String> recipe() {
    Map<String, String> recipe = TrainingNotes.shaping(training, options);
    if (options.stopping().patience() > 0) {
      recipe.put("validationDataSha256", validation.orElseThrow().sha256());
    }
    return recipe;
  }

  private FullBatch.Outcome fullBatch(Loaded loaded) {
    try (FullBatch run =
        new FullBatch(
            loaded.objective,
            loaded.rows,
            loaded.objective.shape(),
            () -> loaded.watch ? loaded.held.score(loaded.objective) : Optional.empty(),
            options
                .penalty()
                .bounds()
                .box(training.featureNames(), loaded.objective.shape().logits()),
            options,
            listener,
            this::recipe,
            checkpoints)) {
      return run.run(loaded.prepared);
    }
  }

  private Head head() {
    requireTwoClasses();
    if (options.stopping().patience() > 0 && validation.isEmpty()) {
      throw new InputException(
          "Patience watches the log loss of validation rows, and there are none: hold some out, or set it to 0.");
    }
    Head head = Targeting.head(training, options.head());
    validation.ifPresent(
        rows -> {
          requireSameColumns(rows);
          Targeting.requireFits(head, rows);
        });
    options
        .start()
        .ifPresent(start -> start.requireFits(training.featureNames(), training.labels()));
    return head;
  }

  private void noteClassWeights() {
    ClassWeights classWeights = options.loss().classWeights();
    if (classWeights.isNone()) {
      return;
    }
    double[] weights = classWeights.of(training);
    boolean together = training.targetKind() == TargetKind.LABELS;
    String what = together ? "weights of the positive class: " : "class weights: ";
    StringJoiner all = new StringJoiner(", ", what, "");
    for (int c = 0; c < Math.min(weights.length, MOST_NOTED); ++c) {
      all.add(
          String.format(Locale.ROOT, "%s %.6g", Quote.of(training.labels().name(c)), weights[c]));
    }
    listener.note(all + (weights.length > MOST_NOTED ? ", ..." : ""));
  }

  private void requireTwoClasses() {
    if (used.rows().targetKind() == TargetKind.LABELS) {
      return;
    }
    double[] sums = used.sumByClass();
    int[] present = IntStream.range(0, sums.length).filter(c -> sums[c] > 0).toArray();
    if (present.length < 2) {
      throw new InputException(
          "Training needs rows of at least two classes; all rows are of class "
              + Quote.of(training.labels().name(present[0]))
              + ".");
    }
  }

  private void requireSameColumns(Dataset rows) {
    if (!rows.featureNames().equals(training.featureNames())
        || !rows.labels().equals(training.labels())) {
      throw new InputException(
          "The validation rows must have the features and labels of the training rows.");
    }
  }

  private Preparation preparation() {
    Optional<LinearModel> given = options.start().flatMap(StartingPoint::model);
    if (given.isPresent()) {
      return given.get().preparation();
    }
    return options.standardize()
        ? Preparation.standardizing(Standardization.fit(used.rows()))
        : Preparation.none();
  }

  private Dataset prepare(Preparation preparation, Dataset rows, boolean warn) {
    Preparation.Prepared prepared = preparation.prepare(rows);
    if (warn) {
      prepared.warnings().forEach(listener::warning);
    }
    return prepared.dataset();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** Rows and parameters on the device: what one training after another needs. */
  private record Loaded(
      Head head,
      Preparation preparation,
      Dataset prepared,
      LinearObjective objective,
      DeviceData rows,
      HeldRows held,
      boolean watch) {}

  /** The validation rows, if any. */
  private record HeldRows(Optional<DeviceData> data) implements AutoCloseable {
    boolean hasPasses() {
      return data.map(DeviceData::hasPasses).orElse(true);
    }

    Optional<Totals> score(LinearObjective objective) {
      return data.map(objective::score);
    }

    @Override
    public void close() {
      data.ifPresent(DeviceData::close);
    }
  }
}
