package org.logcl.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The model of L-BFGS, its two forms against each other, and its minimum in a box. */
class QuadraticModelTest {
  private static final int SIZE = 7;

  /** What steps on a bowl with a random Hessian leave, and more of them than are kept. */
  private static Curvature curvature(Random random, int steps) {
    double[] guess = vector(random);
    for (int i = 0; i < SIZE; ++i) {
      guess[i] = Math.exp(guess[i]);
    }
    double[][] root = new double[SIZE][];
    for (int i = 0; i < SIZE; ++i) {
      root[i] = vector(random);
    }
    Curvature curvature = new Curvature(SIZE, Preconditioner.diagonal(guess));
    for (int k = 0; k < steps; ++k) {
      double[] step = vector(random);
      double[] change = new double[SIZE];
      for (double[] row : root) {
        Vectors.add(Vectors.dot(row, step), row, change);
      }
      curvature.add(step, change);
    }
    return curvature;
  }

  private static double[] vector(Random random) {
    return random.doubles(SIZE, -1, 1).toArray();
  }

  private static double[] filled(double value) {
    return Vectors.along(new double[SIZE], value, new Random(0).doubles(SIZE, 1, 1.5).toArray());
  }

  @Test
  void isTheOneThatTheDirectionLeadsToTheMinimumOf() {
    Random random = new Random(1);
    for (int steps : new int[] {0, 1, 2, 5, 40}) {
      Curvature curvature = curvature(random, steps);
      double[] gradient = vector(random);
      double[] direction = curvature.direction(gradient);
      double[] back = curvature.matrix(SIZE).times(direction);
      assertArrayEquals(Vectors.negated(gradient), back, 1e-9, () -> steps + " steps");
      double[] minimum = curvature.model(gradient).minimum(Box.unbounded(SIZE));
      assertArrayEquals(direction, minimum, 1e-9 * (1 + Vectors.maxNorm(direction)));
    }
  }

  @Test
  void theDiagonalIsThatOfTheMatrix() {
    Random random = new Random(2);
    LbfgsMatrix matrix = curvature(random, 5).matrix(SIZE);
    for (int i = 0; i < SIZE; ++i) {
      double[] unit = new double[SIZE];
      unit[i] = 1;
      double diagonal = matrix.times(unit)[i];
      assertEquals(diagonal, matrix.diagonal()[i], 1e-12 * diagonal);
    }
  }

  /** No component is worth moving: its slope is about 0, or leads out of the box. */
  @Test
  void findsTheMinimumInABox() {
    Random random = new Random(3);
    int held = 0;
    for (int trial = 0; trial < 20; ++trial) {
      Curvature curvature = curvature(random, trial);
      double[] gradient = vector(random);
      Box box = new Box(filled(-0.2), filled(0.1));
      double[] step = curvature.model(gradient).minimum(box);
      double[] slope = curvature.matrix(SIZE).times(step);
      Vectors.add(1, gradient, slope);
      for (int i = 0; i < SIZE; ++i) {
        assertTrue(box.contains(i, step[i]));
        boolean holds = box.holds(i, step[i], slope[i]);
        held += holds ? 1 : 0;
        double most = holds ? Double.POSITIVE_INFINITY : 0.02;
        assertTrue(Math.abs(slope[i]) <= most, "trial " + trial + ": " + slope[i]);
      }
    }
    assertTrue(held > 20, "" + held);
  }
}
