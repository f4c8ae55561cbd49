package org.logcl.solve;

/**
 * A guess of the Hessian and its inverse, symmetric and positive definite, up to a factor: the
 * inverse to step in all of space, the Hessian where only some parameters move.
 */
public interface Preconditioner {
  /** Multiplies a vector by the inverse, in place; [size]. */
  void apply(double[] vector);

  /** Element i of the diagonal of the Hessian. */
  double diagonal(int i);

  /** Adds a multiple of column i of the Hessian to a vector, [size]. */
  void addColumn(int i, double factor, double[] to);

  /**
   * The guess to use from an iteration on: a dearer one may pay where a cheap one has not been
   * enough.
   *
   * @param iteration that begins, from 1
   */
  default Preconditioner at(int iteration) {
    return this;
  }

  /** The inverse multiplies each component by a number over 0. */
  static Preconditioner diagonal(double[] factors) {
    return new Preconditioner() {
      @Override
      public void apply(double[] vector) {
        for (int i = 0; i < vector.length; ++i) {
          vector[i] *= factors[i];
        }
      }

      @Override
      public double diagonal(int i) {
        return 1 / factors[i];
      }

      @Override
      public void addColumn(int i, double factor, double[] to) {
        to[i] += factor / factors[i];
      }
    };
  }
}
