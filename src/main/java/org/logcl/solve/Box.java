package org.logcl.solve;

import java.util.Arrays;

/**
 * The points whose components each lie between a lower and an upper bound.
 *
 * @param lower bounds, numbers that the problem does not round, or minus infinity; [size]
 * @param upper bounds, none under its lower one, or infinity; [size]
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a solver; never compared
public record Box(double[] lower, double[] upper) {
  /** Every point. */
  public static Box unbounded(int size) {
    double[] lower = new double[size];
    double[] upper = new double[size];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
    return new Box(lower, upper);
  }

  /** Moves a point to the nearest one in the box, in place. */
  void project(double[] point) {
    for (int i = 0; i < point.length; ++i) {
      point[i] = nearest(i, point[i]);
    }
  }

  /** The value nearest to this one that a component may have; NaN stays NaN. */
  double nearest(int i, double value) {
    return value < lower[i] ? lower[i] : value > upper[i] ? upper[i] : value;
  }

  /** Whether a component may move both ways. */
  boolean isInside(int i, double value) {
    return value > lower[i] && value < upper[i];
  }

  /** Whether a component may have a value. */
  public boolean contains(int i, double value) {
    return value >= lower[i] && value <= upper[i];
  }

  /** Whether none of the first components may grow without end. */
  public boolean isBounded(int count) {
    for (int i = 0; i < count; ++i) {
      if (Double.isInfinite(lower[i]) || Double.isInfinite(upper[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether descent along a derivative would take a component out of the box at once. */
  boolean holds(int i, double value, double derivative) {
    return derivative > 0 ? value <= lower[i] : derivative < 0 && value >= upper[i];
  }
}
