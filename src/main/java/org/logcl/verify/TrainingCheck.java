package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;
import org.logcl.objective.Scorer;
import org.logcl.objective.Totals;
import org.logcl.solve.Stopping;
import org.logcl.train.Optimizer;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;

/**
 * Whole trainings and predictions, device against twin: the parameters after each kernel has worked
 * on what the others left, epoch after epoch. There is no bound to the truth here, because training
 * carries every rounding forward; each kernel has its own.
 */
public final class TrainingCheck implements Check {
  private final String what;
  private final Dataset rows;
  private final TrainingOptions options;

  /** A training on labelled rows. */
  public TrainingCheck(String what, Dataset rows, TrainingOptions options) {
    this.what = what;
    this.rows = rows;
    this.options = options;
  }

  /**
   * Trainings on generated rows: both heads, mini-batches with a short last one, momentum and
   * penalty, all rows at once; the full-batch optimizers.
   */
  public static List<Check> generated(Options options) {
    int scale = options.tiny() ? 1 : 10;
    TrainingOptions batches =
        TrainingOptions.defaults().withEpochs(3).withMomentum(0.9).withL2(0.01);
    List<Check> checks = new ArrayList<>();
    for (int classes : new int[] {2, 3}) {
      Dataset rows = rows(45 * scale + 1, 7 * scale, classes, options.seed());
      checks.add(
          new TrainingCheck("training with " + classes + " classes in batches", rows, batches));
    }
    Dataset rows = rows(60 * scale, 5, 3 * scale, options.seed());
    checks.add(
        new TrainingCheck(
            "training with " + 3 * scale + " classes, all rows at once",
            rows,
            batches.withBatchSize(0).withStandardize(true)));
    TrainingOptions optimum =
        TrainingOptions.defaults()
            .withL2(0.01)
            .withStopping(new Stopping(0, 0, 5, Double.POSITIVE_INFINITY));
    for (Optimizer optimizer : List.of(Optimizer.LBFGS, Optimizer.OWLQN, Optimizer.NEWTON)) {
      TrainingOptions solver = optimum.withOptimizer(optimizer);
      checks.add(
          new TrainingCheck(
              "training by " + optimizer.label(),
              rows,
              optimizer == Optimizer.OWLQN ? solver.withL1(0.01) : solver));
    }
    return checks;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public void run(Trial trial) {
    TrainingResult device = train(trial.device);
    TrainingResult twin = train(trial.twin);
    compare(trial.stage("training: weights"), device.model().weights(), twin.model().weights());
    compare(trial.stage("training: intercepts"), device.model().bias(), twin.model().bias());
    compare(trial.stage("training: epoch losses"), losses(device), losses(twin));
    compare(
        trial.stage("predictions"),
        predictions(trial.device, twin.model()),
        predictions(trial.twin, twin.model()));
  }

  private TrainingResult train(Backend backend) {
    return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static float[] losses(TrainingResult result) {
    List<Totals> totals = new ArrayList<>();
    result.epochs().forEach(report -> totals.add(report.training()));
    result
        .convergence()
        .ifPresent(way -> way.history().forEach(report -> totals.add(report.training())));
    float[] losses = new float[totals.size()];
    for (int i = 0; i < losses.length; ++i) {
      losses[i] = (float) totals.get(i).logLoss();
    }
    return losses;
  }

  private float[] predictions(Backend backend, LinearModel model) {
    float[] all = new float[rows.rows() * model.classes()];
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, part) ->
            System.arraycopy(part, 0, all, from * model.classes(), count * model.classes()));
    return all;
  }

  private void compare(Comparison stage, float[] device, float[] twin) {
    for (int i = 0; i < Math.max(device.length, twin.length); ++i) {
      stage.bits(
          what,
          i,
          i < device.length ? device[i] : Float.NaN,
          i < twin.length ? twin[i] : Float.NaN);
    }
  }

  private static Dataset rows(int count, int features, int classes, long seed) {
    SplitMix random = new SplitMix(seed);
    float[] x = new float[count * features];
    int[] y = new int[count];
    for (int i = 0; i < count; ++i) {
      y[i] = i % classes;
      for (int d = 0; d < features; ++d) {
        x[i * features + d] = 4 * random.nextFloat() - 2 + (d % classes == y[i] ? 1f : 0f);
      }
    }
    List<String> names = IntStream.range(0, features).mapToObj(d -> "x" + d).toList();
    Labels labels = Labels.of(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    return Dataset.of(x, count, features, names, labels, y, null);
  }
}
