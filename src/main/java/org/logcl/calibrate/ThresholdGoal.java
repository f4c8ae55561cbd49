package org.logcl.calibrate;

import org.logcl.data.Decimals;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * What a decision threshold is chosen for.
 *
 * @param kind what is made as large as it can be
 * @param bound what must be kept: the least precision or recall; the threshold itself where it is
 *     given; 0 for the other kinds
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
    PRECISION_AT_RECALL,
    /** None: the threshold is given. */
    GIVEN
  }

  /** Checks the bound. */
  public ThresholdGoal {
    if (kind == Kind.GIVEN && !(bound >= 0 && bound <= 1)) {
      throw new InputException("The threshold is " + bound + "; it is a probability, from 0 to 1.");
    }
    boolean bounded = kind == Kind.RECALL_AT_PRECISION || kind == Kind.PRECISION_AT_RECALL;
    if (bounded && !(bound > 0 && bound <= 1)) {
      throw new InputException(
          "The least "
              + (kind == Kind.RECALL_AT_PRECISION ? "precision" : "recall")
              + " is "
              + bound
              + "; it must be above 0 and at most 1.");
    }
    if (!bounded && kind != Kind.GIVEN && bound != 0) {
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

  /** This threshold, a probability, and no other. */
  public static ThresholdGoal given(double threshold) {
    return new ThresholdGoal(Kind.GIVEN, threshold);
  }

  /**
   * The goal of a text: {@code f1}, {@code balanced-accuracy} (or {@code youden}, which is the
   * same), {@code precision:P}, {@code recall:R}, or the threshold itself.
   *
   * @throws InputException if it is none of these
   */
  public static ThresholdGoal parse(String text) {
    int colon = text.indexOf(':');
    String number = text.substring(colon + 1);
    return switch (colon < 0 ? text : text.substring(0, colon + 1)) {
      case "f1" -> f1();
      case "balanced-accuracy", "youden" -> balancedAccuracy();
      case "precision:" -> precisionAtLeast(decimal(text, number));
      case "recall:" -> recallAtLeast(decimal(text, number));
      default -> given(decimal(text, text));
    };
  }

  private static double decimal(String text, String number) {
    if (!Decimals.isDecimal(number)) {
      throw new InputException(
          "The threshold "
              + Quote.of(text)
              + " is not known; there are: f1, balanced-accuracy, precision:P, recall:R, or a number"
              + " from 0 to 1.");
    }
    return Double.parseDouble(number);
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return switch (kind) {
      case F1 -> "f1";
      case BALANCED_ACCURACY -> "balanced-accuracy";
      case RECALL_AT_PRECISION -> "precision:" + bound;
      case PRECISION_AT_RECALL -> "recall:" + bound;
      case GIVEN -> Double.toString(bound);
    };
  }

  boolean allows(Threshold threshold) {
    return switch (kind) {
      case F1, BALANCED_ACCURACY, GIVEN -> true;
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
      case GIVEN -> 0;
    };
  }
}
