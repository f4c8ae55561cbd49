package org.logcl.benchmarks;

import java.util.Optional;
import java.util.stream.IntStream;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;
import org.logcl.train.IterationReport;
import org.logcl.train.Optimizer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;

/**
 * LogCL's whole call to train until it is near the optimum, by L-BFGS or Newton, whichever is
 * faster.
 */
final class OptimumTraining implements Contestant {
  private static final int TWIN_ROWS = 2500;
  private static final int TWIN_ITERATIONS = 5;
  private static final int MOST_FOR_NEWTON = 2000;

  private final Device device;
  private final Optimum optimum;
  private final Dataset rows;
  private Optimizer optimizer = Optimizer.LBFGS;
  private int iterations;

  /**
   * Ready to train.
   *
   * @throws IllegalStateException where device and twin train different models: nothing to time
   */
  OptimumTraining(Device device, Optimum optimum) {
    this.device = device;
    this.optimum = optimum;
    rows = optimum.problem().dataset();
    Dataset some = optimum.problem().first(TWIN_ROWS).dataset();
    try (Device reference = Device.open("reference")) {
      if (!sha(reference, some).equals(sha(device, some))) {
        throw new IllegalStateException(device.name() + " does not train the twin's model.");
      }
    }
    take(Optimizer.LBFGS);
  }

  private String sha(Device on, Dataset some) {
    Stopping few = new Stopping(0, 0, TWIN_ITERATIONS, Double.POSITIVE_INFINITY);
    return on.train(some, options().withStopping(few)).model().modelSha256();
  }

  private TrainingOptions options() {
    return TrainingOptions.defaults()
        .withOptimizer(optimizer)
        .withL2(1.0 / optimum.problem().rows());
  }

  /** Takes an optimizer, and finds how many of its iterations come near enough. */
  private void take(Optimizer value) {
    optimizer = value;
    TrainingListener stop =
        new TrainingListener() {
          @Override
          public boolean iteration(IterationReport report) {
            return !optimum.seemsReached(report.objective());
          }
        };
    TrainingResult first = device.train(rows, Optional.empty(), options(), stop);
    iterations =
        optimum.iterations(
            Math.max(1, first.convergence().orElseThrow().iterations()),
            parameters(first),
            count -> {
              iterations = count;
              return parameters(train());
            });
  }

  @Override
  public String name() {
    return "LogCL (" + optimizer.label() + ", " + iterations + " iterations)";
  }

  @Override
  public void chooseBest() {
    Problem problem = optimum.problem();
    if ((problem.features() + 1L) * problem.logits() > MOST_FOR_NEWTON) {
      return;
    }
    double lbfgs = leastSeconds();
    int itsIterations = iterations;
    take(Optimizer.NEWTON);
    if (leastSeconds() > lbfgs) {
      optimizer = Optimizer.LBFGS;
      iterations = itsIterations;
    }
  }

  private double leastSeconds() {
    return IntStream.range(0, 3).mapToDouble(i -> seconds()).min().orElseThrow();
  }

  @Override
  public double seconds() {
    return Contestant.time(this::train);
  }

  @Override
  public Optional<Answer> answer() {
    return Optional.of(Answer.ofParameters(parameters(train())));
  }

  private static double[] parameters(TrainingResult result) {
    LinearModel model = result.model();
    return LogclTraining.parameters(model.weights(), model.bias());
  }

  private TrainingResult train() {
    // No tolerance is met before: the iterations decide.
    Stopping exact = new Stopping(0, 0, iterations, Double.POSITIVE_INFINITY);
    return device.train(rows, options().withStopping(exact));
  }
}
