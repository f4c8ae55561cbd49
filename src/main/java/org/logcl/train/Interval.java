package org.logcl.train;

import org.logcl.error.InputException;
import org.logcl.numerics.Canonical;

/**
 * What a parameter may be: from a lower to an upper bound, both included. Parameters are float32
 * numbers, so that what they may be is what lies between {@link #lowest} and {@link #highest}.
 *
 * @param lower bound in [-1e30, 1e30], or minus infinity for none
 * @param upper bound in [-1e30, 1e30], or infinity for none
 */
public record Interval(double lower, double upper) {
  /** Any number. */
  public static final Interval ALL =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  // The smallest magnitude of a parameter other than 0.
  private static final float LEAST = 0x1p-40f;

  /** Checks both, and that a parameter can lie between them. */
  public Interval {
    requireBound("lower", lower, Double.NEGATIVE_INFINITY);
    requireBound("upper", upper, Double.POSITIVE_INFINITY);
    if (lower > upper) {
      throw new InputException(
          String.format(
              "The lower bound %s is over the upper bound %s of the same coefficient.",
              lower, upper));
    }
    if (up(lower) > -up(-upper)) {
      throw new InputException(
          String.format(
              "Coefficients are float32 numbers, and none lies between the bounds %s and %s; the nearest are %s and %s. Widen"
                  + " the bounds.",
              lower, upper, (float) -up(-upper), (float) up(lower)));
    }
  }

  /** The smallest parameter within: the lower bound rounded up. */
  public double lowest() {
    return up(lower);
  }

  /** The largest parameter within: the upper bound rounded down. */
  public double highest() {
    // -0 becomes 0.
    return -up(-upper) + 0.0;
  }

  private static void requireBound(String which, double bound, double none) {
    Allowed.require(
        bound == none || Math.abs(bound) <= Allowed.MOST,
        which + " bound",
        bound,
        "between -1e30 and 1e30, or " + (none < 0 ? "minus infinity" : "infinity") + " for none");
  }

  /** The smallest float32 number, flushed, that is no smaller. */
  private static double up(double bound) {
    if (Double.isInfinite(bound)) {
      return bound;
    }
    float nearest = (float) bound;
    float above = nearest < bound ? Math.nextUp(nearest) : nearest;
    return above > 0 && above < LEAST ? LEAST : Canonical.flush(above);
  }
}
