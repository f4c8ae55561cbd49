package org.logcl.solve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  private final double[] diagonal;
  private final int memory;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  private static final class Pair {
    final double[] step;
    final double[] change;
    final double product;

    Pair(double[] step, double[] change, double product) {
      this.step = step;
      this.change = change;
      this.product = product;
    }
  }

  /**
   * Nothing remembered.
   *
   * @param diagonal of a first guess of the inverse Hessian, positive, up to a factor; [size]
   */
  Curvature(double[] diagonal) {
    this.diagonal = diagonal;
    long fitting = MOST_VALUES / (2L * diagonal.length);
    memory = (int) Math.max(LEAST_STEPS, Math.min(MOST_STEPS, fitting));
  }

  /** What another one remembered, which knew the same diagonal. */
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
      pairs.removeFirst();
    }
    pairs.addLast(new Pair(step, change, product));
  }

  /** Minus the inverse Hessian times a gradient. */
  double[] direction(double[] gradient) {
    return direction(Vectors.negated(gradient), List.copyOf(pairs));
  }

  /**
   * The same within the face where some parameters stay as they are: what the steps tell of the
   * others alone.
   *
   * @param free which parameters may move, [size]; the gradient is 0 at the others
   */
  double[] direction(double[] gradient, boolean[] free) {
    List<Pair> within = new ArrayList<>();
    for (Pair pair : pairs) {
      double[] step = Vectors.only(free, pair.step);
      double[] change = Vectors.only(free, pair.change);
      double product = Vectors.dot(step, change);
      if (isCurved(step, change, product)) {
        within.add(new Pair(step, change, product));
      }
    }
    return direction(Vectors.negated(gradient), within);
  }

  private double[] direction(double[] q, List<Pair> from) {
    double[] alphas = new double[from.size()];
    for (int i = from.size() - 1; i >= 0; --i) {
      Pair pair = from.get(i);
      alphas[i] = Vectors.dot(pair.step, q) / pair.product;
      Vectors.add(-alphas[i], pair.change, q);
    }
    double factor = from.isEmpty() ? 1 : factor(from.get(from.size() - 1));
    for (int k = 0; k < q.length; ++k) {
      q[k] = factor * diagonal[k] * q[k];
    }
    for (int i = 0; i < from.size(); ++i) {
      Pair pair = from.get(i);
      double beta = Vectors.dot(pair.change, q) / pair.product;
      Vectors.add(alphas[i] - beta, pair.step, q);
    }
    return q;
  }

  /** What makes the diagonal fit the newest pair: s'y / y'Dy. */
  private double factor(Pair newest) {
    double sum = 0;
    for (int k = 0; k < diagonal.length; ++k) {
      sum = Math.fma(diagonal[k] * newest.change[k], newest.change[k], sum);
    }
    return newest.product / sum;
  }

  private static boolean isCurved(double[] step, double[] change, double product) {
    double scale = Vectors.dot(step, step) * Vectors.dot(change, change);
    return product > LEAST_COSINE * Math.sqrt(scale);
  }
}
