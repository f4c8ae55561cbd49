package org.logcl.solve;

import org.logcl.error.InputException;

/**
 * When training stops. Tolerances and iterations are those of the full-batch optimizers; time and
 * patience end the others too.
 *
 * @param gradientTolerance stops where no component of the (pseudo-)gradient of the mean objective
 *     is larger, 0 or more
 * @param relativeTolerance stops where {@value #WINDOW} iterations have decreased the objective by
 *     no more than this share of it, 0 or more
 * @param maxIterations stops after so many iterations, 1 or more
 * @param maxSeconds stops after the first iteration or epoch that ends so many seconds from the
 *     start or later, over 0; infinity for no limit. Where it stops depends on the machine
 * @param patience stops where so many iterations or epochs have not brought a smaller log loss of
 *     the validation rows; then, or where training ends otherwise, the model is that of the one
 *     that had the smallest. 0: the validation rows decide nothing
 */
public record Stopping(
    double gradientTolerance,
    double relativeTolerance,
    int maxIterations,
    double maxSeconds,
    int patience) {
  /** Iterations over which the relative decrease is taken. */
  public static final int WINDOW = 5;

  /** Tolerances that float32 evaluation reaches with a little to spare; no limit of time. */
  public static final Stopping DEFAULT = new Stopping(1e-6, 1e-9, 1000, Double.POSITIVE_INFINITY);

  /** Checks every value. */
  public Stopping {
    require(
        gradientTolerance >= 0 && gradientTolerance < Double.POSITIVE_INFINITY,
        "tolerance of the gradient",
        gradientTolerance,
        "0 or more");
    require(
        relativeTolerance >= 0 && relativeTolerance < 1,
        "tolerance of the relative decrease",
        relativeTolerance,
        "0 or more and below 1");
    require(maxIterations >= 1, "most iterations", maxIterations, "1 or more");
    require(maxSeconds > 0, "most seconds", maxSeconds, "over 0");
    require(patience >= 0, "patience", patience, "0 or more epochs or iterations");
  }

  /** Without patience. */
  public Stopping(
      double gradientTolerance, double relativeTolerance, int maxIterations, double maxSeconds) {
    this(gradientTolerance, relativeTolerance, maxIterations, maxSeconds, 0);
  }

  /** The same with another limit of time. */
  public Stopping withMaxSeconds(double value) {
    return new Stopping(gradientTolerance, relativeTolerance, maxIterations, value, patience);
  }

  /** The same with another patience. */
  public Stopping withPatience(int value) {
    return new Stopping(gradientTolerance, relativeTolerance, maxIterations, maxSeconds, value);
  }

  private static void require(boolean good, String name, Object value, String allowed) {
    if (!good) {
      throw new InputException("The " + name + " is " + value + "; it must be " + allowed + ".");
    }
  }
}
