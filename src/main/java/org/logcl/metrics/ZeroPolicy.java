package org.logcl.metrics;

import java.util.Locale;
import org.logcl.error.InputException;

/**
 * What log loss makes of a true class whose probability is 0. Metrics never change a probability in
 * silence: the caller says which it is.
 */
public final class ZeroPolicy {
  /** -log 0 is infinity, and so is the mean. No probability is changed. */
  public static final ZeroPolicy EXACT = new ZeroPolicy(Kind.EXACT, 0);

  /** A true class with probability 0 is an error that names the row. */
  public static final ZeroPolicy ERROR = new ZeroPolicy(Kind.ERROR, 0);

  /**
   * As scikit-learn's {@code log_loss} from 1.2 on, for float64: {@link #clip} with 2^-52, the
   * distance from 1 to the next number.
   */
  public static final ZeroPolicy CLIP = clip(Math.ulp(1.0));

  private final Kind kind;
  private final double epsilon;

  private enum Kind {
    EXACT,
    ERROR,
    CLIP
  }

  private ZeroPolicy(Kind kind, double epsilon) {
    this.kind = kind;
    this.epsilon = epsilon;
  }

  /**
   * Every probability of every row is moved into [epsilon, 1 - epsilon], then divided by the row's
   * new sum, as scikit-learn 1.2 does with its {@code eps}.
   *
   * @param epsilon above 0 and at most 1/2
   */
  public static ZeroPolicy clip(double epsilon) {
    if (!(epsilon > 0 && epsilon <= 0.5)) {
      throw new InputException(
          "The bound to clip probabilities at is "
              + epsilon
              + "; it must be above 0 and at most 0.5.");
    }
    return new ZeroPolicy(Kind.CLIP, epsilon);
  }

  /** Loss of one row, in nats. */
  double loss(double[] probabilities, int target, int row) {
    double p = probabilities[target];
    switch (kind) {
      case CLIP -> {
        double sum = 0;
        for (double value : probabilities) {
          sum += clipped(value);
        }
        return -StrictMath.log(clipped(p) / sum);
      }
      case ERROR -> {
        if (p == 0) {
          throw new InputException(
              String.format(
                  "Row %d has probability 0 for its true class %d: its log loss is infinite."
                      + " ZeroPolicy.EXACT takes it so, ZeroPolicy.CLIP bounds it.",
                  row, target));
        }
      }
      case EXACT -> {}
    }
    // 0 and not -0 where p is 1.
    return 0 - StrictMath.log(p);
  }

  private double clipped(double p) {
    return Math.min(Math.max(p, epsilon), 1 - epsilon);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + (kind == Kind.CLIP ? "(" + epsilon + ")" : "");
  }
}
