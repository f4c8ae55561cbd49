package org.logcl.calibrate;

import org.logcl.error.InputException;

/**
 * What a decision threshold is chosen for.
 *
 * @param kind what is made as large as it can be
 * @param bound what must be kept: the least precision or recall; 0 for the other kinds
 */
public record ThresholdGoal(Kind kind, double bound) {
  /** Kinds of goals. */
  public enum Kind {
    /** The largest F1. */
    F1,
    /** The largest mean of both classes' recalls. */
    BALANCED_ACCURACY,
    /** The largest recall with at least some precision. */
    RECALL_AT_PRECISION,
    /** The largest precision with at least some recall. */
    PRECISION_AT_RECALL
  }

  /** Checks the bound. */
  public ThresholdGoal {
    boolean bounded = kind == Kind.RECALL_AT_PRECISION || kind == Kind.PRECISION_AT_RECALL;
    if (bounded && !(bound > 0 && bound <= 1)) {
      throw new InputException(
          "The least "
              + (kind == Kind.RECALL_AT_PRECISION ? "precision" : "recall")
              + " is "
              + bound
              + "; it must be above 0 and at most 1.");
    }
    if (!bounded && bound != 0) {
      throw new InputException("A threshold for " + kind + " takes no bound; it is " + bound + ".");
    }
  }

  /** The largest F1. */
  public static ThresholdGoal f1() {
    return new ThresholdGoal(Kind.F1, 0);
  }

  /** The largest balanced accuracy: Youden's index. */
  public static ThresholdGoal balancedAccuracy() {
    return new ThresholdGoal(Kind.BALANCED_ACCURACY, 0);
  }

  /** The largest recall at a precision of at least {@code precision}. */
  public static ThresholdGoal precisionAtLeast(double precision) {
    return new ThresholdGoal(Kind.RECALL_AT_PRECISION, precision);
  }

  /** The largest precision at a recall of at least {@code recall}. */
  public static ThresholdGoal recallAtLeast(double recall) {
    return new ThresholdGoal(Kind.PRECISION_AT_RECALL, recall);
  }

  boolean allows(Threshold threshold) {
    return switch (kind) {
      case F1, BALANCED_ACCURACY -> true;
      case RECALL_AT_PRECISION -> threshold.precision() >= bound;
      case PRECISION_AT_RECALL -> threshold.recall() >= bound;
    };
  }

  /** Above 0 where the first serves the goal better. */
  int compare(Threshold one, Threshold other) {
    return switch (kind) {
      case F1 -> Double.compare(one.f1(), other.f1());
      case BALANCED_ACCURACY -> Double.compare(one.balancedAccuracy(), other.balancedAccuracy());
      case RECALL_AT_PRECISION -> {
        int first = Double.compare(one.recall(), other.recall());
        yield first != 0 ? first : Double.compare(one.precision(), other.precision());
      }
      case PRECISION_AT_RECALL -> {
        int first = Double.compare(one.precision(), other.precision());
        yield first != 0 ? first : Double.compare(one.recall(), other.recall());
      }
    };
  }
}
