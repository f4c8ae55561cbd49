package org.logcl.train;

import org.logcl.error.InputException;

/** Checks of options. */
final class Allowed {
  /** Smallest coefficient other than 0. */
  static final double LEAST = 1e-30;

  /** Largest coefficient. */
  static final double MOST = 1e30;

  private Allowed() {}

  static void require(boolean good, String name, Object value, String allowed) {
    if (!good) {
      throw new InputException("The " + name + " is " + value + "; it must be " + allowed + ".");
    }
  }

  static void requireCoefficient(String name, double value) {
    require(
        value == 0 || (value >= LEAST && value <= MOST),
        name,
        value,
        "0, or between 1e-30 and 1e30");
  }
}
