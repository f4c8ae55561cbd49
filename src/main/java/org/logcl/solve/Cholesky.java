package org.logcl.solve;

/**
 * Solves H x = b for a symmetric positive definite H by its factor U, H = U'U. Each element of U
 * has its sums in ascending order of rows.
 *
 * <p>Source: G. Golub, C. Van Loan, Matrix Computations, 4th ed., section 4.2 (outer products).
 */
final class Cholesky {
  private final double[][] factor;

  private Cholesky(double[][] factor) {
    this.factor = factor;
  }

  /**
   * Factors H + damping diag(H): damping that knows the scale of each parameter.
   *
   * @param h upper triangle, its diagonal over 0; not changed
   * @param damping over 0. Where elimination leaves less than a quarter of what it added to the
   *     diagonal, the matrix is not positive definite enough
   * @return the factor, or null where there is none
   */
  static Cholesky of(double[][] h, double damping) {
    int n = h.length;
    double[][] u = new double[n][];
    for (int i = 0; i < n; ++i) {
      u[i] = h[i].clone();
      u[i][i] += damping * h[i][i];
    }
    for (int k = 0; k < n; ++k) {
      double[] pivotRow = u[k];
      if (!(pivotRow[k] >= damping / 4 * h[k][k])) {
        return null;
      }
      double pivot = Math.sqrt(pivotRow[k]);
      pivotRow[k] = pivot;
      for (int j = k + 1; j < n; ++j) {
        pivotRow[j] /= pivot;
      }
      for (int i = k + 1; i < n; ++i) {
        subtract(pivotRow[i], pivotRow, u[i], i);
      }
    }
    return new Cholesky(u);
  }

  /** {@code row -= multiple * pivotRow} from an element on: a loop of its own, for the compiler. */
  private static void subtract(double multiple, double[] pivotRow, double[] row, int from) {
    if (multiple == 0) {
      return;
    }
    for (int j = from; j < row.length; ++j) {
      row[j] = Math.fma(-multiple, pivotRow[j], row[j]);
    }
  }

  /** The solution for a right-hand side. */
  double[] solve(double[] b) {
    int n = factor.length;
    double[] x = b.clone();
    for (int k = 0; k < n; ++k) {
      x[k] /= factor[k][k];
      for (int j = k + 1; j < n; ++j) {
        x[j] = Math.fma(-factor[k][j], x[k], x[j]);
      }
    }
    for (int k = n - 1; k >= 0; --k) {
      double sum = x[k];
      for (int j = k + 1; j < n; ++j) {
        sum = Math.fma(-factor[k][j], x[j], sum);
      }
      x[k] = sum / factor[k][k];
    }
    return x;
  }
}
