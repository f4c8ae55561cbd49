package org.logcl.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.logcl.Device;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;
import org.logcl.train.Optimizer;
import org.logcl.train.TrainingOptions;

/**
 * The least value of J = sum of log losses + |w|^2 / 2, intercepts free: scikit-learn's C = 1. All
 * of this is the textbook formula in double, over the same float32 rows for everybody.
 *
 * <p>The value is that of a converged training of LogCL, and the gradient there, in double too,
 * says how far below the minimum may lie: J, minimised over b, has a curvature of 1 or more in w,
 * that of the penalty, which leaves |dJ/dw|^2 / 2; what b leaves is estimated by its own
 * curvatures, the sums of p (1 - p).
 *
 * @param problem the rows
 * @param value J at the optimum
 */
record Optimum(Problem problem, double value) {
  /** How far from the optimum a contestant may end, as a share of it. */
  static final double TOLERANCE = 1e-6;

  // The value itself must be known this well, as a share of the tolerance.
  static final double KNOWN = 0.25;
  private static final int MOST_MORE = 8;
  private static final int MANY = 10_000;
  private static final double SHARE = 0.1;
  private static final int BLOCK = 256;

  /**
   * Trains until nothing is left to gain, and checks that.
   *
   * @throws IllegalStateException where the gradient says that it may lie lower
   */
  static Optimum of(Device device, Problem problem) {
    // The gradient's tolerance is of the mean objective.
    Stopping tight = new Stopping(1e-9, 0, 1000, Double.POSITIVE_INFINITY);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(Optimizer.LBFGS)
            .withL2(1.0 / problem.rows())
            .withStopping(tight);
    LinearModel model = device.train(problem.dataset(), options).model();
    double[] parameters = LogclTraining.parameters(model.weights(), model.bias());
    double[] all = new Sums(problem).at(parameters);
    double below = below(problem, all);
    if (!(below <= KNOWN * TOLERANCE * all[all.length - 1])) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "The optimum of %s is not known well enough: it may lie %.3g below %.9g.",
              problem,
              below,
              all[all.length - 1]));
    }
    return new Optimum(problem, all[all.length - 1]);
  }

  /**
   * How far below the minimum may lie. With very many parameters float32's rounding of them alone
   * leaves a gradient by which the penalty's curvature proves little: there it is a share of the
   * loss's own that counts, of features of variance 1.
   */
  private static double below(Problem problem, double[] all) {
    int logits = problem.logits();
    int weights = problem.features() * logits;
    double below = 0;
    for (int i = 0; i < weights + logits; ++i) {
      double spread = all[weights + logits + i % logits];
      double own = weights > MANY ? SHARE * spread : 0;
      below += all[i] * all[i] / (2 * (i < weights ? 1 + own : spread));
    }
    return below;
  }

  /**
   * By what share of the optimum the objective at these parameters is above it.
   *
   * @param parameters [features + 1][logits], the intercepts last
   */
  double excess(double[] parameters) {
    double[] all = new Sums(problem).at(parameters);
    return (all[all.length - 1] - value) / value;
  }

  /** Whether a mean objective, by the contestant's own sums, is near enough. */
  boolean seemsReached(double meanObjective) {
    return meanObjective * problem.rows() <= value * (1 + TOLERANCE);
  }

  /**
   * How many iterations come near enough. Float32 sums tell when to look; whether it is so is
   * computed in double.
   *
   * @param first the first that seems to do
   * @param parameters after the first
   * @param trained parameters after so many iterations
   * @return the number; where none does, one of those that were tried
   */
  int iterations(int first, double[] parameters, IntFunction<double[]> trained) {
    int count = first;
    double excess = excess(parameters);
    for (int i = 0; i < MOST_MORE && !(excess <= TOLERANCE); ++i) {
      // Where they are many, another training of one more may end on the other side again.
      count += 1 + count / 50;
      excess = excess(trained.apply(count));
    }
    return count;
  }

  /** Gradient of J, [features + 1][logits], its curvature in each intercept, then J. */
  private record Sums(Problem problem) {
    double[] at(double[] parameters) {
      int count = problem.features() * problem.logits();
      double[] all =
          IntStream.range(0, (problem.rows() + BLOCK - 1) / BLOCK)
              .parallel()
              .collect(
                  () -> new double[parameters.length + problem.logits() + 1],
                  (sum, block) -> block(parameters, block * BLOCK, sum),
                  Sums::add);
      for (int i = 0; i < count; ++i) {
        all[i] += parameters[i];
        all[all.length - 1] += parameters[i] * parameters[i] / 2;
      }
      return all;
    }

    private static void add(double[] sum, double[] other) {
      Arrays.setAll(sum, i -> sum[i] + other[i]);
    }

    private void block(double[] parameters, int from, double[] sum) {
      double[] z = new double[problem.logits()];
      for (int row = from; row < Math.min(problem.rows(), from + BLOCK); ++row) {
        logits(parameters, row, z);
        sum[sum.length - 1] += toResiduals(z, problem.y()[row]);
        int at = row * problem.features();
        for (int d = 0; d <= problem.features(); ++d) {
          double x = d < problem.features() ? problem.x()[at + d] : 1;
          for (int c = 0; c < z.length; ++c) {
            sum[d * z.length + c] += x * z[c];
          }
        }
        for (int c = 0; c < z.length; ++c) {
          double residual = Math.abs(z[c]);
          sum[parameters.length + c] += residual * (1 - residual);
        }
      }
    }

    private void logits(double[] parameters, int row, double[] z) {
      int at = row * problem.features();
      System.arraycopy(parameters, problem.features() * z.length, z, 0, z.length);
      for (int d = 0; d < problem.features(); ++d) {
        double x = problem.x()[at + d];
        for (int c = 0; c < z.length; ++c) {
          z[c] += x * parameters[d * z.length + c];
        }
      }
    }

    /** Turns logits into p - y. Returns the loss. */
    private static double toResiduals(double[] z, int y) {
      if (z.length == 1) {
        double margin = y == 1 ? z[0] : -z[0];
        double wrong = 1 / (1 + Math.exp(margin));
        z[0] = y == 1 ? -wrong : wrong;
        return Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
      }
      double largest = Arrays.stream(z).max().orElseThrow();
      double own = z[y] - largest;
      double sum = 0;
      for (int c = 0; c < z.length; ++c) {
        z[c] = Math.exp(z[c] - largest);
        sum += z[c];
      }
      for (int c = 0; c < z.length; ++c) {
        z[c] = z[c] / sum - (c == y ? 1 : 0);
      }
      return Math.log(sum) - own;
    }
  }
}
