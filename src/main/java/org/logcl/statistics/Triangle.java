package org.logcl.statistics;

import java.util.Arrays;

/**
 * The factor R of X = QR for rows that come one at a time, by Householder reflections on blocks of
 * rows under R. So R'R = X'X, with the condition of X and not its square. Memory for R and a block,
 * whatever the number of rows.
 *
 * <p>Source: G. Golub, C. Van Loan, Matrix Computations, 4th ed., sections 5.1 and 5.2.
 */
final class Triangle {
  private static final int BLOCK = 64;

  private final int size;
  private final double[][] factor; // row k holds columns 0 .. size - 1, those before k unused
  private final double[][] block;
  private final double[] products;
  private int pending;

  Triangle(int size) {
    this.size = size;
    factor = new double[size][size];
    block = new double[BLOCK][size];
    products = new double[size];
  }

  /** Adds a row of X times a scale. */
  void add(double scale, double[] row) {
    double[] to = block[pending];
    for (int j = 0; j < size; ++j) {
      to[j] = scale * row[j];
    }
    if (++pending == BLOCK) {
      reduce();
    }
  }

  /** Adds a row that is 0 but in one column. */
  void addUnit(double value, int column) {
    Arrays.fill(block[pending], 0);
    block[pending][column] = value;
    if (++pending == BLOCK) {
      reduce();
    }
  }

  /** Element of R, whose diagonal may have either sign. */
  double at(int row, int column) {
    reduce();
    return factor[row][column];
  }

  /** Norm of a column of X. */
  double norm(int column) {
    reduce();
    double squares = 0;
    for (int i = 0; i <= column; ++i) {
      squares = Math.fma(factor[i][column], factor[i][column], squares);
    }
    return Math.sqrt(squares);
  }

  /** The solution y of R'y = b. */
  double[] solveTransposed(double[] b) {
    reduce();
    double[] y = b.clone();
    for (int k = 0; k < size; ++k) {
      y[k] /= factor[k][k];
      for (int j = k + 1; j < size; ++j) {
        y[j] = Math.fma(-factor[k][j], y[k], y[j]);
      }
    }
    return y;
  }

  /** The solution x of R'R x = b. */
  double[] solve(double[] b) {
    return back(solveTransposed(b), size);
  }

  /** How the columns before a column make that column: the solution c of R c = its part above. */
  double[] combination(int column) {
    reduce();
    double[] above = new double[column];
    for (int i = 0; i < column; ++i) {
      above[i] = factor[i][column];
    }
    return back(above, column);
  }

  /** Diagonal of the inverse of R'R: squared norms of the rows of R's inverse. */
  double[] inverseDiagonal() {
    reduce();
    double[] diagonal = new double[size];
    double[] unit = new double[size];
    for (int k = 0; k < size; ++k) {
      // Column k of the inverse; it is 0 below k.
      Arrays.fill(unit, 0, k, 0);
      unit[k] = 1;
      back(unit, k + 1);
      for (int i = 0; i <= k; ++i) {
        diagonal[i] = Math.fma(unit[i], unit[i], diagonal[i]);
      }
    }
    return diagonal;
  }

  /** Solves R x = b for the first elements of b, in place. */
  private double[] back(double[] b, int count) {
    for (int k = count - 1; k >= 0; --k) {
      double sum = b[k];
      for (int j = k + 1; j < count; ++j) {
        sum = Math.fma(-factor[k][j], b[j], sum);
      }
      b[k] = sum / factor[k][k];
    }
    return b;
  }

  private void reduce() {
    if (pending == 0) {
      return;
    }
    for (int k = 0; k < size; ++k) {
      reflect(k);
    }
    pending = 0;
  }

  /** Takes a column of the block into the diagonal of R: I - beta v v' with v = (head, column). */
  private void reflect(int k) {
    double below = 0;
    for (int i = 0; i < pending; ++i) {
      below = Math.fma(block[i][k], block[i][k], below);
    }
    if (below == 0) {
      return;
    }
    double[] top = factor[k];
    double norm = Math.sqrt(Math.fma(top[k], top[k], below));
    double diagonal = top[k] > 0 ? -norm : norm; // away from cancellation
    double head = top[k] - diagonal;
    double beta = 2 / Math.fma(head, head, below);
    top[k] = diagonal;
    int from = k + 1;
    for (int j = from; j < size; ++j) {
      products[j] = head * top[j];
    }
    for (int i = 0; i < pending; ++i) {
      add(block[i][k], block[i], products, from);
    }
    for (int j = from; j < size; ++j) {
      products[j] *= beta;
    }
    add(-head, products, top, from);
    for (int i = 0; i < pending; ++i) {
      add(-block[i][k], products, block[i], from);
    }
  }

  /** {@code to += multiple * row} from an element on: a loop of its own, for the compiler. */
  private static void add(double multiple, double[] row, double[] to, int from) {
    for (int j = from; j < to.length; ++j) {
      to[j] = Math.fma(multiple, row[j], to[j]);
    }
  }
}
