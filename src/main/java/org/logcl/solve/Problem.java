package org.logcl.solve;

/**
 * A function to minimise, smooth, of points that may have to be rounded: parameters live in float32
 * on a device.
 */
public interface Problem {
  /** Number of parameters. */
  int size();

  /**
   * Rounds a point, in place, to one that can be evaluated, and evaluates there.
   *
   * @param point [size]
   */
  Evaluated evaluate(double[] point);
}
