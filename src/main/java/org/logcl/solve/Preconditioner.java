package org.logcl.solve;

/** A guess of the inverse Hessian, symmetric and positive definite, up to a factor. */
public interface Preconditioner {
  /** Multiplies a vector by the guess, in place; [size]. */
  void apply(double[] vector);

  /**
   * The guess to use from an iteration on: a dearer one may pay where a cheap one has not been
   * enough.
   *
   * @param iteration that begins, from 1
   */
  default Preconditioner at(int iteration) {
    return this;
  }

  /** Multiplies each component by a number. */
  static Preconditioner diagonal(double[] factors) {
    return vector -> {
      for (int i = 0; i < vector.length; ++i) {
        vector[i] *= factors[i];
      }
    };
  }
}
