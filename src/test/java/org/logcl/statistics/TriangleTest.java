package org.logcl.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The factor of row sets around the size of a block. */
class TriangleTest {
  private static final int SIZE = 5;

  @ParameterizedTest
  @ValueSource(ints = {5, 63, 64, 65, 200})
  void squaresToTheProductOfColumns(int rows) {
    double[][] x = rows(rows);
    Triangle triangle = of(x);
    for (int i = 0; i < SIZE; ++i) {
      for (int j = i; j < SIZE; ++j) {
        double expected = 4 * product(x, i, j);
        double actual = 0;
        for (int k = 0; k <= i; ++k) {
          actual += triangle.at(k, i) * triangle.at(k, j);
        }
        // Householder's backward error: a few roundings of the columns' norms.
        assertEquals(expected, actual, 1e-13 * triangle.norm(i) * triangle.norm(j));
      }
      assertEquals(Math.sqrt(4 * product(x, i, i)), triangle.norm(i), 1e-13 * triangle.norm(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 64, 200})
  void solvesWithTheProductOfColumns(int rows) {
    double[][] x = rows(rows);
    Triangle triangle = of(x);
    double[] diagonal = triangle.inverseDiagonal();
    for (int k = 0; k < SIZE; ++k) {
      double[] unit = new double[SIZE];
      unit[k] = 1;
      double[] column = triangle.solve(unit);
      assertEquals(column[k], diagonal[k], 1e-9 * column[k]);
      double[] back = new double[SIZE];
      for (int i = 0; i < SIZE; ++i) {
        for (int j = 0; j < SIZE; ++j) {
          back[i] += 4 * product(x, i, j) * column[j];
        }
      }
      assertArrayEquals(unit, back, 1e-9);
      double squares = 0;
      for (double part : triangle.solveTransposed(unit)) {
        squares += part * part;
      }
      assertEquals(diagonal[k], squares, 1e-9 * squares);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void tellsWhatAColumnIsMadeOf(int rows) {
    double[][] x = rows(rows);
    for (double[] row : x) {
      row[3] = 2 * row[0] - 3 * row[2];
    }
    Triangle triangle = of(x);
    assertEquals(0, triangle.at(3, 3), 1e-13 * triangle.norm(3));
    assertArrayEquals(new double[] {2, 0, -3}, triangle.combination(3), 1e-12);
  }

  /** Twice each row, and a row of one column, and a row of zeros. */
  private static Triangle of(double[][] x) {
    Triangle triangle = new Triangle(SIZE);
    for (int i = 0; i < x.length - 1; ++i) {
      triangle.add(2, x[i]);
    }
    triangle.add(0, x[0]);
    triangle.addUnit(2 * x[x.length - 1][4], 4);
    return triangle;
  }

  private static double product(double[][] x, int i, int j) {
    double sum = 0;
    for (double[] row : x) {
      sum += row[i] * row[j];
    }
    return sum;
  }

  private static double[][] rows(int count) {
    Random random = new Random(count);
    double[][] x = new double[count][SIZE];
    for (double[] row : x) {
      for (int j = 0; j < SIZE; ++j) {
        row[j] = random.nextGaussian();
      }
    }
    x[count - 1] = new double[] {0, 0, 0, 0, 3};
    return x;
  }
}
