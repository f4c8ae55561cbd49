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
    return minimize(problem, l1, Box.unbounded(start.length), start);
  }

  private static Solution minimize(Problem problem, double[] l1, Box box, double... start) {
    double[] ones = new double[start.length];
    Arrays.fill(ones, 1);
    return OwlQn.minimize(
        problem, l1, box, start, Preconditioner.diagonal(ones), TIGHT, Monitor.NONE);
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

  /** Of a bowl along the axes, each coordinate of the minimum is moved to the nearest bound. */
  @Test
  void stopsAtBounds() {
    double[] curvatures = {1, 10, 100, 5, 2};
    Problem bowl = Functions.bowl(curvatures, new double[] {3, -0.05, 2, -4, 0.4});
    Box box =
        new Box(
            new double[] {-1, 0, 1.5, -2, Double.NEGATIVE_INFINITY},
            new double[] {2, 1, Double.POSITIVE_INFINITY, -1, 0.25});
    for (double begin : new double[] {0, 1, -9}) {
      double[] start = new double[5];
      Arrays.fill(start, begin);
      Solution free = minimize(bowl, new double[5], box, start);
      assertEquals(Ending.GRADIENT, free.ending());
      assertArrayEquals(new double[] {2, 0, 2, -2, 0.25}, free.last().point(), 1e-8);
      // Shrunk first: to 2.5, 0, 1.93, -3.6 and 0.
      Solution shrunk = minimize(bowl, new double[] {0.5, 1, 7, 2, 1}, box, start);
      assertArrayEquals(new double[] {2, 0, 1.93, -2, 0}, shrunk.last().point(), 1e-8);
      assertEquals(2, shrunk.last().point()[0], "exactly");
      assertEquals(0, shrunk.last().gradientNorm(), 1e-9);
    }
  }

  /** The bound is where the valley is not: along it the minimum is x = 1/2, y = x^2. */
  @Test
  void followsABound() {
    double[] infinite = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    Box box = new Box(infinite, new double[] {0.5, Double.POSITIVE_INFINITY});
    Solution solution = minimize(Functions.rosenbrock(), new double[2], box, -1.2, 1);
    assertEquals(Ending.GRADIENT, solution.ending());
    assertArrayEquals(new double[] {0.5, 0.25}, solution.last().point(), 1e-8);
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
