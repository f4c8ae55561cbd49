package org.logcl.solve;

/** A {@link Problem} that knows its second derivatives. */
public interface CurvedProblem extends Problem {
  /**
   * The Hessian at a point that was evaluated, positive semidefinite but for rounding;
   * [size][size], of which only the upper triangle is read. The caller may overwrite it.
   */
  double[][] hessian(double[] point);
}
