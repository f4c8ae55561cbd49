package org.logcl.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.numerics.Canonical;
import org.logcl.objective.DeviceData;
import org.logcl.objective.EpochOutcome;
import org.logcl.objective.LinearObjective;
import org.logcl.objective.LinearObjective.Descent;
import org.logcl.objective.Memory;
import org.logcl.objective.RowOrder;
import org.logcl.objective.Rule;
import org.logcl.objective.Totals;
import org.logcl.train.TrainingResult.Status;

/** Training by epochs of mini-batch descent. */
final class MiniBatch {
  private final LinearObjective objective;
  private final DeviceData rows;
  private final Supplier<Optional<Totals>> validation;
  private final boolean validates;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final Supplier<Map<String, String>> recipe;
  private final Checkpoints checkpoints;
  private final int batchRows;
  private final List<EpochReport> reports = new ArrayList<>();
  // Totals at the last parameters, where the last epochs gave them on the way.
  private Optional<Totals> score = Optional.empty();
  // The parameters before the present epoch, to go back to.
  private float[] good;
  private double[] sum;
  private int averaged;
  private final Patience patience;
  private final long begun = System.nanoTime();

  MiniBatch(
      LinearObjective objective,
      DeviceData rows,
      Supplier<Optional<Totals>> validation,
      boolean validates,
      TrainingOptions options,
      TrainingListener listener,
      Supplier<Map<String, String>> recipe,
      Checkpoints checkpoints) {
    this.recipe = recipe;
    this.checkpoints = checkpoints;
    this.objective = objective;
    this.rows = rows;
    this.validation = validation;
    this.validates = validates;
    this.options = options;
    this.listener = listener;
    patience = new Patience(options.stopping().patience());
    int wanted = options.batchSize();
    batchRows = wanted == 0 ? rows.rows() : Math.min(wanted, rows.rows());
  }

  /** What training left, besides the parameters on the backend. */
  record Outcome(Status status, List<EpochReport> epochs, Totals training) {}

  Outcome run() {
    Status status = epochs();
    if (status != Status.DIVERGED && averaged > 0) {
      objective.restore(average());
      score = Optional.empty();
    } else if (status != Status.DIVERGED && patience.parameters().isPresent()) {
      objective.restore(patience.parameters().get());
      score = Optional.empty();
    }
    Totals totals =
        status == Status.FINISHED
            ? score.orElseGet(() -> objective.score(rows))
            : objective.score(rows);
    if (status != Status.DIVERGED && !Double.isFinite(totals.loss())) {
      // The last step went too far, after its batch had been scored.
      status = diverged(reports.size());
      totals = objective.score(rows);
    }
    return new Outcome(status, List.copyOf(reports), totals);
  }

  private Status epochs() {
    boolean allAtOnce = batchRows == rows.rows() && options.batchOrder().isEmpty();
    int begin = checkpoints.latest().map(this::resume).orElse(0) + 1;
    float[] parameters = objective.parameters();
    int epochs = options.epochs();
    int count;
    for (int first = begin; first <= epochs; first += count) {
      long start = System.nanoTime();
      Descent descent = descent(first);
      count = Math.min(atOnce(descent), epochs - first + 1);
      List<EpochOutcome> outcomes =
          objective.epochs(
              rows,
              allAtOnce ? RowOrder.asTheyLie() : order(first),
              first,
              count,
              first + count > epochs,
              descent,
              this::progress);
      double share = seconds(start) / count;
      for (int i = 0; i < count; ++i) {
        progress(first + i, rows.rows());
        EpochOutcome outcome = outcomes.get(i);
        good = parameters;
        parameters = outcome.parameters();
        score = outcome.score();
        if (!outcome.isFinite()) {
          return diverged(first + i);
        }
        add(first + i, parameters);
        Optional<Totals> held = validation.get();
        EpochReport report =
            new EpochReport(
                first + i, epochs, outcome.totals(), held, count == 1 ? seconds(start) : share);
        reports.add(report);
        if (!listener.epoch(report)) {
          objective.restore(parameters);
          return Status.STOPPED;
        }
        if (patience.isOver(first + i, held, outcome::parameters)) {
          return Status.STOPPED_EARLY;
        }
      }
      int done = first + count - 1;
      if (done < epochs && seconds(begun) >= options.stopping().maxSeconds()) {
        return Status.TIME_LIMIT;
      }
      if (done < epochs) {
        checkpoints.offer(() -> state(done));
      }
    }
    return Status.FINISHED;
  }

  private TrainingState state(int done) {
    Map<String, double[]> arrays = new TreeMap<>();
    Memory memory = objective.memory();
    arrays.put("parameters", TrainingState.doubles(objective.parameters()));
    arrays.put("velocity", TrainingState.doubles(memory.velocity()));
    arrays.put("second", TrainingState.doubles(memory.second()));
    arrays.put("powers", new double[] {memory.power1(), memory.power2()});
    arrays.put("sum", sum == null ? new double[0] : sum.clone());
    arrays.put("averaged", new double[] {averaged});
    patience.addTo(arrays);
    arrays.put("history", EpochHistory.write(reports));
    return new TrainingState(recipe.get(), done, arrays);
  }

  /** Takes up a training where it was; returns the epochs done. */
  private int resume(TrainingState state) {
    state.requireOf(recipe.get());
    objective.restore(state.floats("parameters"));
    double[] powers = state.numbers("powers");
    objective.restore(
        new Memory(state.floats("velocity"), state.floats("second"), powers[0], powers[1]));
    averaged = (int) state.numbers("averaged")[0];
    sum = averaged == 0 ? null : state.numbers("sum").clone();
    patience.resume(state);
    reports.addAll(EpochHistory.read(state.numbers("history"), options.epochs()));
    return state.done();
  }

  /**
   * One at a time for who wants to see something after each epoch, gives each epoch's order, or
   * changes the rate.
   */
  private int atOnce(Descent descent) {
    boolean single =
        validates || options.batchOrder().isPresent() || !options.sgd().schedule().isConstant();
    return single ? 1 : objective.epochsAtOnce(rows, descent);
  }

  private Descent descent(int epoch) {
    SgdSettings sgd = options.sgd();
    double rate = sgd.schedule().rate(sgd.learningRate(), epoch, sgd.epochs());
    return descent(options, batchRows, rate);
  }

  /** The steps that the options ask for. */
  static Descent descent(TrainingOptions options, int batchRows, double rate) {
    SgdSettings sgd = options.sgd();
    Adaptive adaptive = sgd.adaptive();
    double decay = options.optimizer() == Optimizer.ADAMW ? adaptive.weightDecay() : 0;
    Rule rule =
        switch (options.optimizer()) {
          case ADAM, ADAMW ->
              new Rule.Adam(adaptive.beta1(), adaptive.beta2(), adaptive.epsilon(), decay);
          case ADAGRAD -> new Rule.Adagrad(adaptive.epsilon());
          default -> new Rule.Momentum(sgd.momentum(), sgd.nesterov());
        };
    return new Descent(batchRows, rate, options.l2(), sgd.clipNorm(), rule);
  }

  private void add(int epoch, float[] parameters) {
    int from = options.sgd().averageFrom();
    if (from == 0 || epoch < from) {
      return;
    }
    if (sum == null) {
      sum = new double[parameters.length];
    }
    for (int i = 0; i < sum.length; ++i) {
      sum[i] += parameters[i];
    }
    ++averaged;
  }

  private float[] average() {
    float[] average = new float[sum.length];
    for (int i = 0; i < sum.length; ++i) {
      average[i] = Canonical.flush((float) (sum[i] / averaged));
    }
    return average;
  }

  private void progress(int epoch, int done) {
    TrainingInterruptedException.check("Training was interrupted.");
    listener.progress(epoch, done, rows.rows());
  }

  private RowOrder order(int epoch) {
    int count = rows.rows();
    return options
        .batchOrder()
        .map(order -> BatchOrder.requirePermutation(order.order(epoch, count), count, epoch))
        .map(RowOrder::given)
        .orElseGet(() -> RowOrder.shuffled(options.seed()));
  }

  private Status diverged(int epoch) {
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

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
