package org.logcl.solve;

/**
 * Solves H x = b for a symmetric positive definite H by its factor U, H = U'U. Each element of U
 * has its sums in ascending order of rows.
 *
 * <p>Source: G. Golub, C. Van Loan, Matrix Computations, 4th ed., section 4.2 (outer products).
 */
public final class Cholesky {
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
  public static Cholesky of(double[][] h, double damping) {
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
    double[] x = b.clone();
    solve(x, 1);
    return x;
  }

  /**
   * Solutions for several right-hand sides, in place.
   *
   * @param b row-major [size][columns]
   */
  public void solve(double[] b, int columns) {
    int n = factor.length;
    for (int k = 0; k < n; ++k) {
      divide(b, k * columns, columns, factor[k][k]);
      for (int j = k + 1; j < n; ++j) {
        subtract(factor[k][j], b, k * columns, j * columns, columns);
      }
    }
    for (int k = n - 1; k >= 0; --k) {
      for (int j = k + 1; j < n; ++j) {
        subtract(factor[k][j], b, j * columns, k * columns, columns);
      }
      divide(b, k * columns, columns, factor[k][k]);
    }
  }

  private static void divide(double[] b, int at, int columns, double divisor) {
    for (int c = at; c < at + columns; ++c) {
      b[c] /= divisor;
    }
  }

  /** {@code row to -= multiple * row from}. */
  private static void subtract(double multiple, double[] b, int from, int to, int columns) {
    for (int c = 0; c < columns; ++c) {
      b[to + c] = Math.fma(-multiple, b[from + c], b[to + c]);
    }
  }
}
