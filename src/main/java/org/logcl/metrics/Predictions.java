package org.logcl.metrics;

import org.logcl.error.InputException;

/**
 * What a classifier said of N labelled rows: the probability of each of C classes, the true class,
 * and a weight. Immutable; what metrics of arrays are computed from.
 */
public final class Predictions {
  private final double[] probabilities;
  private final int classes;
  private final int[] targets;
  // Absent where every row weighs 1.
  private final double[] weights;

  private Predictions(double[] probabilities, int classes, int[] targets, double[] weights) {
    this.probabilities = probabilities;
    this.classes = classes;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Rows that all weigh 1. The arrays are copied.
   *
   * @param probabilities N x C, row-major, from 0 to 1; each row sums to 1 within 1e-3
   * @param classes C, at least 2; a class may be without rows
   * @param targets N indices of true classes, from 0 to C - 1
   * @throws InputException if any of this does not hold, or there are no rows
   */
  public static Predictions of(double[] probabilities, int classes, int[] targets) {
    return checked(probabilities, classes, targets, null);
  }

  /**
   * Rows with weights. The arrays are copied.
   *
   * @param weights N weights, finite, none negative, not all 0; a row of weight 0 counts for
   *     nothing but the number of rows
   * @throws InputException as {@link #of} does
   */
  public static Predictions weighted(
      double[] probabilities, int classes, int[] targets, double[] weights) {
    return checked(probabilities, classes, targets, weights.clone());
  }

  /**
   * Two classes by the probability of the second, the positive one.
   *
   * @param probabilities N probabilities of the positive class
   * @param targets N times 0 or 1
   * @param weightsOrNull N weights; null if every row weighs 1
   * @throws InputException as {@link #of} does
   */
  public static Predictions binary(double[] probabilities, int[] targets, double[] weightsOrNull) {
    double[] both = new double[Math.multiplyExact(probabilities.length, 2)];
    for (int i = 0; i < probabilities.length; ++i) {
      both[2 * i] = 1 - probabilities[i];
      both[2 * i + 1] = probabilities[i];
    }
    return checked(both, 2, targets, weightsOrNull == null ? null : weightsOrNull.clone());
  }

  private static Predictions checked(
      double[] probabilities, int classes, int[] targets, double[] weights) {
    if (classes < 2) {
      throw new InputException("There must be at least 2 classes, not " + classes + ".");
    }
    Require.rows(targets.length);
    double[] p = probabilities.clone();
    int[] y = targets.clone();
    Require.length("probability", p.length, Math.multiplyExact(y.length, classes));
    Require.distributions(p, classes);
    Require.targets(y, classes);
    Require.weights(weights, y.length);
    return new Predictions(p, classes, y, weights);
  }

  /** N. */
  public int rows() {
    return targets.length;
  }

  /** C. */
  public int classes() {
    return classes;
  }

  /** True class of a row. */
  public int target(int row) {
    return targets[row];
  }

  /** Weight of a row. */
  public double weight(int row) {
    return weights == null ? 1 : weights[row];
  }

  /** Probability of a class in a row. */
  public double probability(int row, int c) {
    return probabilities[row * classes + c];
  }

  /** Copies a row's probabilities into {@code into}, and gives that back. */
  double[] row(int row, double[] into) {
    System.arraycopy(probabilities, row * classes, into, 0, classes);
    return into;
  }

  /** Sum of the weights. */
  double weightSum() {
    double sum = 0;
    for (int i = 0; i < rows(); ++i) {
      sum += weight(i);
    }
    return sum;
  }
}
