package org.logcl.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.logcl.numerics.SplitMix;

/** Newton's method, and the factor that it rests on. */
class NewtonTest {
  private static final Stopping TIGHT = new Stopping(1e-10, 0, 100, 1e9);

  private static Solution minimize(CurvedProblem problem, double... start) {
    double[] ones = new double[start.length];
    Arrays.fill(ones, 1);
    return Newton.minimize(problem, start, Preconditioner.diagonal(ones), TIGHT, Monitor.NONE);
  }

  /** H x for an upper triangle, plain. */
  private static double[] times(double[][] h, double[] x) {
    double[] product = new double[x.length];
    for (int i = 0; i < x.length; ++i) {
      for (int j = 0; j < x.length; ++j) {
        product[i] += h[Math.min(i, j)][Math.max(i, j)] * x[j];
      }
    }
    return product;
  }

  /** A random sum of squares plus a little of the identity: positive definite. */
  private static double[][] definite(int size, long seed) {
    SplitMix random = new SplitMix(seed);
    double[][] h = new double[size][size];
    for (int k = 0; k < size; ++k) {
      double[] row = new double[size];
      for (int i = 0; i < size; ++i) {
        row[i] = random.nextFloat() - 0.5;
      }
      for (int i = 0; i < size; ++i) {
        for (int j = i; j < size; ++j) {
          h[i][j] += row[i] * row[j] + (i == j ? 0.01 : 0);
        }
      }
    }
    return h;
  }

  @Test
  void theFactorSolves() {
    for (int size : new int[] {1, 2, 3, 17, 64}) {
      double[][] h = definite(size, size);
      double[] x = new double[size];
      for (int i = 0; i < size; ++i) {
        x[i] = i % 7 - 3;
      }
      Cholesky factor = Cholesky.of(h, 1e-15);
      assertArrayEquals(x, factor.solve(times(h, x)), 1e-9, () -> "" + size);
    }
  }

  @Test
  void whatIsNotDefiniteHasNoFactor() {
    assertNull(Cholesky.of(new double[][] {{1, 2}, {0, 1}}, 1e-10));
    assertNull(Cholesky.of(new double[][] {{1, 1}, {0, 1}}, 1e-17));
    assertNull(Cholesky.of(new double[][] {{Double.NaN}}, 1e-10));
    double[] four = {4};
    assertArrayEquals(new double[] {2}, Cholesky.of(new double[][] {{1}}, 1).solve(four), 1e-15);
  }

  @Test
  void aBowlTakesOneStep() {
    double[] centre = {3, -1, 1e6};
    CurvedProblem bowl =
        Functions.curved(
            Functions.bowl(new double[] {1, 1e4, 1e-4}, centre),
            p -> new double[][] {{1, 0, 0}, {0, 1e4, 0}, {0, 0, 1e-4}});
    Solution solution = minimize(bowl, 0, 0, 0);
    assertArrayEquals(centre, solution.last().point(), 1e-3);
    assertTrue(solution.last().iteration() <= 3, () -> "" + solution.last().iteration());
  }

  /** Where the Hessian is not definite the step is damped, and still leads down. */
  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    CurvedProblem valley =
        Functions.curved(
            Functions.rosenbrock(),
            p -> new double[][] {{2 - 400 * (p[1] - 3 * p[0] * p[0]), -400 * p[0]}, {0, 200}});
    for (double y : new double[] {1, 5}) {
      Solution solution = minimize(valley, -1.2, y);
      assertEquals(Ending.GRADIENT, solution.ending());
      assertArrayEquals(new double[] {1, 1}, solution.last().point(), 1e-8);
    }
  }

  @Test
  void lbfgsGoesOnWhereTheHessianFails() {
    for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
      CurvedProblem valley =
          Functions.curved(Functions.rosenbrock(), p -> new double[][] {{bad, 0}, {0, bad}});
      Solution solution = minimize(valley, -1.2, 1);
      assertEquals(Ending.GRADIENT, solution.ending());
      assertArrayEquals(new double[] {1, 1}, solution.last().point(), 1e-8);
    }
  }

  /** A parameter that nothing depends on stays where it is. */
  @Test
  void aParameterWithoutCurvatureStays() {
    CurvedProblem flat =
        Functions.curved(
            Functions.bowl(new double[] {2, 0}, new double[] {1, 0}),
            p -> new double[][] {{2, 0}, {0, 0}});
    assertArrayEquals(new double[] {1, 7}, minimize(flat, 0, 7).last().point(), 1e-9);
  }
}
