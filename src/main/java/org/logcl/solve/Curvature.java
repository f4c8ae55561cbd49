package org.logcl.solve;

import java.util.ArrayList;
import java.util.List;

/**
 * What the last steps tell of the curvature: the limited-memory inverse Hessian of L-BFGS.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., algorithm 7.4.
 */
final class Curvature {
  // Steps remembered: 30 took half as many iterations as 10 on a9a, 40 few less than 30; but no
  // more than fit 64 MB, and 10 at least.
  private static final int MOST_STEPS = 30;
  private static final int LEAST_STEPS = 10;
  private static final long MOST_VALUES = (64L << 20) / Double.BYTES;

  // A pair whose cosine is below this tells of rounding, not of curvature.
  private static final double LEAST_COSINE = 0x1p-40;

  private Preconditioner preconditioner;
  private final int memory;
  private final List<Pair> pairs = new ArrayList<>();

  private static final class Pair {
    final double[] step;
    final double[] change;
    final double product;
    // Of the present guess, once they are asked for: the Hessian's guess times the step, and what
    // makes the inverse fit.
    double[] guessed;
    double factor;

    Pair(double[] step, double[] change, double product) {
      this.step = step;
      this.change = change;
      this.product = product;
    }
  }

  /**
   * Nothing remembered.
   *
   * @param size number of parameters
   */
  Curvature(int size, Preconditioner preconditioner) {
    this.preconditioner = preconditioner;
    long fitting = MOST_VALUES / (2L * size);
    memory = (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, fitting));
  }

  /** Takes the guess that is for this iteration. */
  void begin(int iteration) {
    Preconditioner next = preconditioner.at(iteration);
    if (next != preconditioner) {
      for (Pair pair : pairs) {
        pair.guessed = null;
        pair.factor = 0;
      }
    }
    preconditioner = next;
  }

  /** What another one remembered, which had the same preconditioner. */
  void restore(List<double[]> steps, List<double[]> changes) {
    for (int i = 0; i < steps.size(); ++i) {
      add(steps.get(i), changes.get(i));
    }
  }

  /** Remembered steps, oldest first. */
  List<double[]> steps() {
    return pairs.stream().map(pair -> pair.step).toList();
  }

  /** Changes of the gradient along them. */
  List<double[]> changes() {
    return pairs.stream().map(pair -> pair.change).toList();
  }

  boolean isEmpty() {
    return pairs.isEmpty();
  }

  void clear() {
    pairs.clear();
  }

  /** Remembers a step and the change of the smooth gradient along it, where that is convex. */
  void add(double[] step, double[] change) {
    double product = Vectors.dot(step, change);
    if (!isCurved(step, change, product)) {
      return;
    }
    if (pairs.size() == memory) {
      pairs.remove(0);
    }
    pairs.add(new Pair(step, change, product));
  }

  /** Minus the inverse Hessian times a gradient. */
  double[] direction(double[] gradient) {
    double[] q = Vectors.negated(gradient);
    double[] alphas = new double[pairs.size()];
    for (int i = pairs.size() - 1; i >= 0; --i) {
      Pair pair = pairs.get(i);
      alphas[i] = Vectors.dot(pair.step, q) / pair.product;
      Vectors.add(-alphas[i], pair.change, q);
    }
    double factor = factor();
    preconditioner.apply(q);
    for (int k = 0; k < q.length; ++k) {
      q[k] *= factor;
    }
    for (int i = 0; i < pairs.size(); ++i) {
      Pair pair = pairs.get(i);
      double beta = Vectors.dot(pair.change, q) / pair.product;
      Vectors.add(alphas[i] - beta, pair.step, q);
    }
    return q;
  }

  /** The quadratic model that the direction leads to the minimum of, for any gradient. */
  QuadraticModel model(double[] gradient) {
    return new QuadraticModel(
        gradient, matrix(gradient.length), vector -> Vectors.negated(direction(vector)));
  }

  /** What the direction is minus the inverse of. */
  LbfgsMatrix matrix(int size) {
    for (Pair pair : pairs) {
      if (pair.guessed == null) {
        pair.guessed = guessed(pair.step);
      }
    }
    List<double[]> guessed = pairs.stream().map(pair -> pair.guessed).toList();
    return new LbfgsMatrix(preconditioner, 1 / factor(), size, steps(), changes(), guessed);
  }

  private double[] guessed(double[] step) {
    double[] guessed = new double[step.length];
    for (int i = 0; i < step.length; ++i) {
      if (step[i] != 0) {
        preconditioner.addColumn(i, step[i], guessed);
      }
    }
    return guessed;
  }

  /** What makes the guess M fit the newest pair: s'y / y'My; 1 where there is none. */
  private double factor() {
    if (pairs.isEmpty()) {
      return 1;
    }
    Pair newest = pairs.get(pairs.size() - 1);
    if (newest.factor == 0) {
      double[] guessed = newest.change.clone();
      preconditioner.apply(guessed);
      newest.factor = newest.product / Vectors.dot(newest.change, guessed);
    }
    return newest.factor;
  }

  private static boolean isCurved(double[] step, double[] change, double product) {
    double scale = Vectors.dot(step, step) * Vectors.dot(change, change);
    return product > LEAST_COSINE * Math.sqrt(scale);
  }
}
