package org.logcl.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** OWL-QN on bowls, whose L1-penalised minimum is known: each coordinate shrinks towards 0. */
class OwlQnTest {
  private static final Stopping TIGHT = new Stopping(1e-9, 0, 500, 1e9);

  private static Solution minimize(Problem problem, double[] l1, double... start) {
    double[] ones = new double[start.length];
    Arrays.fill(ones, 1);
    return OwlQn.minimize(problem, l1, start, Preconditioner.diagonal(ones), TIGHT, Monitor.NONE);
  }

  @Test
  void shrinksEachCoordinate() {
    double[] curvatures = {1, 10, 100, 5, 2};
    double[] centre = {3, -0.05, 2, -4, 0.4};
    double[] l1 = {0.5, 1, 7, 2, 1};
    for (double begin : new double[] {0, 1, -9}) {
      double[] start = new double[5];
      Arrays.fill(start, begin);
      Solution solution = minimize(Functions.bowl(curvatures, centre), l1, start);
      assertEquals(Ending.GRADIENT, solution.ending());
      // The centre moved towards 0 by l1 / curvature, and not beyond.
      assertArrayEquals(
          new double[] {2.5, 0, 1.93, -3.6, 0}, solution.last().point(), 1e-8, () -> "" + begin);
      assertEquals(0, solution.last().point()[1], "exactly");
      assertEquals(0, solution.last().point()[4], "exactly");
    }
  }

  @Test
  void withoutAPenaltyIsLbfgs() {
    Solution solution = minimize(Functions.rosenbrock(), new double[2], -1.2, 1);
    assertEquals(Ending.GRADIENT, solution.ending());
    assertArrayEquals(new double[] {1, 1}, solution.last().point(), 1e-8);
  }

  /** A penalty over the gradient at 0 leaves 0 as it is. */
  @Test
  void aLargePenaltyLeavesZero() {
    Problem bowl = Functions.bowl(new double[] {2, 3}, new double[] {1, -1});
    Solution solution = minimize(bowl, new double[] {2, 3}, 0, 0);
    assertEquals(0, solution.last().iteration());
    assertEquals(0, solution.last().gradientNorm());
    assertEquals(2.5, solution.last().objective());
  }

  @Test
  void comesBackFromWhereTheValueIsInfinite() {
    // x - log x + x / 2 has its minimum at 2/3.
    Solution solution = minimize(Functions.barrier(), new double[] {0.5}, 1e-3);
    assertEquals(2.0 / 3, solution.last().point()[0], 1e-8);
  }

  @Test
  void stopsWhereTheValueResolvesNoMore() {
    Problem exact = Functions.bowl(new double[] {1, 100}, new double[] {3, -2});
    Solution solution = minimize(Functions.inFloat32(exact), new double[] {1, 1}, 0, 0);
    assertArrayEquals(new double[] {2, -1.99}, solution.last().point(), 1e-4);
    assertTrue(solution.last().iteration() < 500, () -> "" + solution.ending());
  }
}
