package org.logcl.benchmarks;

import java.util.Optional;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.kernel.Kept;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;
import org.logcl.train.IterationReport;
import org.logcl.train.Optimizer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;

/**
 * LogCL's whole call to train until it is near the optimum, by L-BFGS or Newton, and with few rows
 * on the device or on {@code reference}, whichever is fastest. The features lie on the device, as
 * the peers' do in their arrays; or they have to be brought there, from Java's heap.
 */
final class OptimumTraining implements Contestant {
  private static final int TWIN_ROWS = 2500;
  private static final int TWIN_ITERATIONS = 5;
  private static final int MOST_FOR_NEWTON = 2000;
  // Multiply-adds of a pass: from here on the device wins.
  private static final long MOST_FOR_REFERENCE = 1 << 21;
  private static final double CHOOSING_SECONDS = 1;

  private final Device given;
  private final Device reference = Device.open("reference");
  private final Optimum optimum;
  private final Dataset rows;
  // Null where the features lie on the heap.
  private final Kept kept;
  private Device device;
  private Optimizer optimizer = Optimizer.LBFGS;
  private int iterations;

  /**
   * Ready to train.
   *
   * @param keep whether the features lie on the device
   * @throws IllegalStateException where device and twin train different models: nothing to time
   */
  OptimumTraining(Device device, Optimum optimum, boolean keep) {
    given = device;
    this.device = device;
    this.optimum = optimum;
    Problem problem = optimum.problem();
    // Another contestant may keep the problem's own array on the device: without, a copy.
    rows = (keep ? problem : problem.first(problem.rows())).dataset();
    Dataset some = problem.first(TWIN_ROWS).dataset();
    if (!sha(reference, some).equals(sha(device, some))) {
      throw new IllegalStateException(device.name() + " does not train the twin's model.");
    }
    kept = keep ? device.keep(rows) : null;
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
    String where = device != given ? ", on reference" : kept == null ? ", from the heap" : "";
    return "LogCL (" + optimizer.label() + ", " + iterations + " iterations" + where + ")";
  }

  @Override
  public void chooseBest() {
    Problem problem = optimum.problem();
    Way best = now();
    if ((problem.features() + 1L) * problem.logits() <= MOST_FOR_NEWTON) {
      take(Optimizer.NEWTON);
      best = best.orFaster(now());
    }
    if ((long) problem.rows() * problem.features() * problem.logits() <= MOST_FOR_REFERENCE) {
      // The same bits, so the same iterations.
      device = reference;
      best = best.orFaster(now());
      take(Optimizer.LBFGS);
      best = best.orFaster(now());
    }
    device = best.device;
    optimizer = best.optimizer;
    iterations = best.iterations;
  }

  /** One way to train, and the least seconds that it took. */
  private record Way(Device device, Optimizer optimizer, int iterations, double seconds) {
    Way orFaster(Way other) {
      return other.seconds < seconds ? other : this;
    }
  }

  private Way now() {
    return new Way(device, optimizer, iterations, leastSeconds());
  }

  /** Of three trainings, or of many until the compiler has seen enough of short ones. */
  private double leastSeconds() {
    double least = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int i = 0; i < 3 || spent < CHOOSING_SECONDS; ++i) {
      double seconds = seconds();
      least = Math.min(least, seconds);
      spent += seconds;
    }
    return least;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
    }
    reference.close();
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
