package org.logcl.calibrate;

import org.logcl.error.InputException;

/** Checks at the edge of this package. */
final class Inputs {
  private Inputs() {}

  static void lengths(int scores, int outcomes) {
    if (outcomes == 0) {
      throw new InputException("There are no rows: at least one is needed.");
    }
    if (scores != outcomes) {
      throw new InputException("There are " + scores + " scores, but " + outcomes + " are needed.");
    }
  }

  static void finite(double[] scores) {
    for (int i = 0; i < scores.length; ++i) {
      if (!Double.isFinite(scores[i])) {
        throw new InputException(
            "The score at " + i + " is " + scores[i] + "; it must be a finite number.");
      }
    }
  }

  static void targets(int[] targets, int classes) {
    for (int i = 0; i < targets.length; ++i) {
      if (targets[i] < 0 || targets[i] >= classes) {
        throw new InputException(
            String.format(
                "The class index at %d is %d; it must be from 0 to %d.",
                i, targets[i], classes - 1));
      }
    }
  }

  /** The weights, all 1 where there are none. */
  static double[] weights(double[] weightsOrNull, int rows) {
    double[] weights = new double[rows];
    double sum = 0;
    if (weightsOrNull != null && weightsOrNull.length != rows) {
      throw new InputException(
          "There are " + weightsOrNull.length + " row weights, but " + rows + " are needed.");
    }
    for (int i = 0; i < rows; ++i) {
      weights[i] = weightsOrNull == null ? 1 : weightsOrNull[i];
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new InputException(
            "The row weight at " + i + " is " + weights[i] + "; it must be finite, from 0 up.");
      }
      sum += weights[i];
    }
    if (sum == 0) {
      throw new InputException("All row weights are 0: there is nothing to fit.");
    }
    return weights;
  }
}
