package org.logcl.metrics;

import org.logcl.error.InputException;

/** Checks at the edge of this package. */
final class Require {
  // Probabilities from a float32 softmax sum to 1 within about classes * 2^-24.
  private static final double SUM_TOLERANCE = 1e-3;

  private Require() {}

  static void rows(int rows) {
    if (rows == 0) {
      throw new InputException("There are no rows: metrics need at least one.");
    }
  }

  static void length(String what, int given, int needed) {
    if (given != needed) {
      throw new InputException(
          "There are " + given + " values of " + what + ", but " + needed + " are needed.");
    }
  }

  static void finite(String what, double[] values) {
    for (int i = 0; i < values.length; ++i) {
      value(Double.isFinite(values[i]), what, i, values[i], "a finite number");
    }
  }

  static void betweenZeroAndOne(String what, double[] values) {
    for (int i = 0; i < values.length; ++i) {
      value(values[i] >= 0 && values[i] <= 1, what, i, values[i], "from 0 to 1");
    }
  }

  static void distributions(double[] probabilities, int classes) {
    betweenZeroAndOne("probability", probabilities);
    for (int at = 0; at < probabilities.length; at += classes) {
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        sum += probabilities[at + c];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new InputException(
            String.format(
                "The probabilities of row %d sum to %s; they must sum to 1. Scores that are no"
                    + " probabilities go to RocAuc.binary or AveragePrecision.binary.",
                at / classes, sum));
      }
    }
  }

  static void targets(int[] targets, int classes) {
    for (int i = 0; i < targets.length; ++i) {
      value(
          targets[i] >= 0 && targets[i] < classes,
          "class index",
          i,
          targets[i],
          "from 0 to " + (classes - 1));
    }
  }

  /** Weights of rows; null stands for all 1. */
  static void weights(double[] weights, int rows) {
    if (weights == null) {
      return;
    }
    length("row weight", weights.length, rows);
    double sum = 0;
    for (int i = 0; i < rows; ++i) {
      value(
          weights[i] >= 0 && Double.isFinite(weights[i]),
          "row weight",
          i,
          weights[i],
          "finite and not negative");
      sum += weights[i];
    }
    if (sum == 0) {
      throw new InputException("All row weights are 0: there is nothing to average.");
    }
    if (!Double.isFinite(sum)) {
      throw new InputException("The row weights sum to infinity: scale them down.");
    }
  }

  private static void value(boolean good, String what, int index, Object value, String allowed) {
    if (!good) {
      throw new InputException(
          "The " + what + " at " + index + " is " + value + "; it must be " + allowed + ".");
    }
  }
}
