package org.logcl.solve;

import java.util.List;

/**
 * What L-BFGS takes for the Hessian: {@code B = scale * H + sum_k (b_k b_k' - a_k a_k')}, H the
 * guess and a pair of terms for each step. The inverse of {@link Curvature#direction}'s matrix.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., formula 7.24 (unrolling).
 */
final class LbfgsMatrix {
  private final Preconditioner guess;
  private final double scale;
  private final int size;
  // Row i has element i of b_0, a_0, b_1, a_1, ...
  private final double[] rows;
  private final int terms;

  /**
   * Of nothing but the guess, or of the steps too.
   *
   * @param guess whose {@code H} is meant
   * @param size number of parameters
   * @param steps steps, oldest first
   * @param changes of the gradient along them; the product of each with its step is over 0
   * @param guessed H times each step
   */
  LbfgsMatrix(
      Preconditioner guess,
      double scale,
      int size,
      List<double[]> steps,
      List<double[]> changes,
      List<double[]> guessed) {
    this.guess = guess;
    this.scale = scale;
    this.size = size;
    double[][] columns = new double[2 * steps.size()][];
    int count = 0;
    for (int k = 0; k < steps.size(); ++k) {
      double[] step = steps.get(k);
      double[] curved = scaled(scale, guessed.get(k));
      for (int j = 0; j < count; ++j) {
        double product = Vectors.dot(columns[j], step);
        Vectors.add(j % 2 == 0 ? product : -product, columns[j], curved);
      }
      double square = Vectors.dot(curved, step);
      if (square > 0) {
        double[] change = changes.get(k);
        columns[count++] = scaled(1 / Math.sqrt(Vectors.dot(change, step)), change);
        columns[count++] = scaled(1 / Math.sqrt(square), curved);
      }
    }
    terms = count;
    rows = new double[Math.multiplyExact(size, terms)];
    for (int j = 0; j < terms; ++j) {
      for (int i = 0; i < size; ++i) {
        rows[i * terms + j] = columns[j][i];
      }
    }
  }

  private static double[] scaled(double factor, double[] a) {
    double[] scaled = new double[a.length];
    Vectors.add(factor, a, scaled);
    return scaled;
  }

  /** The diagonal; over 0, whatever rounding leaves of it. */
  double[] diagonal() {
    double[] diagonal = new double[size];
    for (int i = 0; i < size; ++i) {
      double first = scale * guess.diagonal(i);
      double sum = first;
      for (int j = i * terms; j < (i + 1) * terms; j += 2) {
        sum = Math.fma(rows[j], rows[j], sum);
        sum = Math.fma(-rows[j + 1], rows[j + 1], sum);
      }
      diagonal[i] = Math.max(sum, 0x1p-40 * first);
    }
    return diagonal;
  }

  /** B times a vector, [size]. */
  double[] times(double[] vector) {
    Product product = new Product(vector);
    double[] times = new double[size];
    for (int i = 0; i < size; ++i) {
      times[i] = product.get(i);
    }
    return times;
  }

  /** B times a vector of which one element after the other changes. */
  final class Product {
    private final double[] guessed = new double[size];
    private final double[] inner = new double[terms];

    Product(double[] vector) {
      for (int i = 0; i < size; ++i) {
        if (vector[i] != 0) {
          add(i, vector[i]);
        }
      }
    }

    /** Adds to element i of the vector. */
    void add(int i, double value) {
      guess.addColumn(i, scale * value, guessed);
      int row = i * terms;
      for (int j = 0; j < terms; ++j) {
        inner[j] = Math.fma(value, rows[row + j], inner[j]);
      }
    }

    /** Element i of the product. */
    double get(int i) {
      double plus = guessed[i];
      double minus = 0;
      int row = i * terms;
      for (int j = 0; j < terms; j += 2) {
        plus = Math.fma(rows[row + j], inner[j], plus);
        minus = Math.fma(rows[row + j + 1], inner[j + 1], minus);
      }
      return plus - minus;
    }
  }
}
