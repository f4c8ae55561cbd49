package org.logcl.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** L-BFGS on functions whose minimum is known. */
class LbfgsTest {
  private static final Stopping TIGHT = new Stopping(1e-9, 0, 500, 1e9);

  private static Solution minimize(Problem problem, double... start) {
    return minimize(problem, TIGHT, Monitor.NONE, start);
  }

  private static Solution minimize(
      Problem problem, Stopping stopping, Monitor monitor, double... start) {
    double[] ones = new double[start.length];
    Arrays.fill(ones, 1);
    return Lbfgs.minimize(problem, start, Preconditioner.diagonal(ones), stopping, monitor);
  }

  @Test
  void findsTheMinimumOfRosenbrocksValley() {
    Solution solution = minimize(Functions.rosenbrock(), -1.2, 1);
    assertEquals(Ending.GRADIENT, solution.ending());
    assertArrayEquals(new double[] {1, 1}, solution.last().point(), 1e-8);
    assertTrue(solution.last().iteration() < 60, () -> "" + solution.last().iteration());
    assertTrue(solution.last().evaluations() >= solution.last().iteration());
  }

  /** Curvatures from 1 to 100. */
  @Test
  void findsTheMinimumOfALongBowl() {
    double[] curvatures = new double[40];
    double[] centre = new double[40];
    for (int i = 0; i < 40; ++i) {
      curvatures[i] = StrictMath.pow(10, 2.0 * i / 39);
      centre[i] = i - 20;
    }
    Solution solution = minimize(Functions.bowl(curvatures, centre), new double[40]);
    assertEquals(Ending.GRADIENT, solution.ending());
    assertArrayEquals(centre, solution.last().point(), 1e-8);
  }

  /** The value is a float, so that steps near the minimum change nothing. */
  @Test
  void stopsWhereTheValueResolvesNoMore() {
    Problem exact = Functions.bowl(new double[] {1, 100}, new double[] {3, -2});
    Solution solution = minimize(Functions.inFloat32(exact), 0, 0);
    assertTrue(
        solution.ending() == Ending.PRECISION || solution.ending() == Ending.GRADIENT,
        () -> "" + solution.ending());
    assertArrayEquals(new double[] {3, -2}, solution.last().point(), 1e-4);
    for (double value : solution.last().point()) {
      assertEquals((float) value, value, "the point is the rounded one");
    }
  }

  @Test
  void comesBackFromWhereTheValueIsInfinite() {
    // x - log x, out of reach for x <= 0; a first step of 1 from 0.001 upwards is far too long.
    Solution solution = minimize(Functions.barrier(), 1e-3);
    assertEquals(Ending.GRADIENT, solution.ending());
    assertEquals(1, solution.last().point()[0], 1e-8);
    assertEquals(1, minimize(Functions.barrier(), 50).last().point()[0], 1e-8);
  }

  @Test
  void saysWhyItStopped() {
    Problem valley = Functions.rosenbrock();
    Solution few = minimize(valley, new Stopping(0, 0, 7, 1e9), Monitor.NONE, -1.2, 1);
    assertEquals(Ending.ITERATIONS, few.ending());
    assertEquals(7, few.last().iteration());
    Solution slow = minimize(valley, new Stopping(0, 0.1, 500, 1e9), Monitor.NONE, -1.2, 1);
    assertEquals(Ending.DECREASE, slow.ending());
    Monitor watch =
        iterate -> iterate.iteration() == 3 ? Optional.of(Ending.STOPPED) : Optional.empty();
    Solution stopped = minimize(valley, TIGHT, watch, -1.2, 1);
    assertEquals(Ending.STOPPED, stopped.ending());
    assertEquals(3, stopped.last().iteration());
    assertEquals(Ending.GRADIENT, minimize(valley, 1, 1).ending());
    assertEquals(0, minimize(valley, 1, 1).last().iteration());
    assertEquals(Ending.DIVERGED, minimize(Functions.barrier(), -1).ending());
  }

  /** Longer steps are tried until one is long enough. */
  @Test
  void goesFarWhereTheSlopeIsGentle() {
    Problem flat = Functions.bowl(new double[] {1e-6}, new double[] {1e6});
    Solution solution = minimize(flat, new Stopping(1e-12, 0, 50, 1e9), Monitor.NONE, 0);
    assertEquals(1e6, solution.last().point()[0], 1e-3);
  }
}
