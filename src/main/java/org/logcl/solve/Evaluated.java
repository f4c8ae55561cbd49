package org.logcl.solve;

/** Value and gradient of a {@link Problem} at a point. */
public interface Evaluated {
  /** The value; not finite where the point is out of reach. */
  double value();

  /** The gradient, [size]; not to be changed. */
  double[] gradient();
}
