package org.logcl.calibrate;

import java.util.Arrays;
import org.logcl.error.InputException;

/**
 * A decision threshold: a row is positive where its score is at least the threshold. With what it
 * gives on the rows that it was chosen on, which is more than it will give on others.
 *
 * @param value one of the scores, or a given one
 * @param precision share of the rows called positive that are; NaN where a given threshold calls
 *     none so
 * @param recall share of the positive rows that are called so
 * @param f1 harmonic mean of the two
 * @param balancedAccuracy mean of the recalls of both classes
 */
public record Threshold(
    double value, double precision, double recall, double f1, double balancedAccuracy) {

  /**
   * The threshold that serves a goal best, of all distinct scores; of equals the highest, which
   * calls the fewest rows positive. A given one is only measured.
   *
   * @param scores N finite numbers, higher where the positive class is more likely
   * @param positive whether the positive class is the true one, N; both occur with weight
   * @param weightsOrNull N weights, finite, none negative, not all 0; null if every row weighs 1
   * @throws InputException if any of this does not hold, or no threshold keeps the goal's bound
   */
  public static Threshold choose(
      double[] scores, boolean[] positive, double[] weightsOrNull, ThresholdGoal goal) {
    Inputs.lengths(scores.length, positive.length);
    Inputs.finite(scores);
    if (goal.kind() == ThresholdGoal.Kind.GIVEN) {
      return given(scores, positive, Inputs.weights(weightsOrNull, scores.length), goal.bound());
    }
    double[] weights = Inputs.weights(weightsOrNull, scores.length);
    // + 0.0 makes +0 of -0: they are equal scores.
    double[] distinct =
        Arrays.stream(scores).map(score -> score + 0.0).sorted().distinct().toArray();
    double[] yes = new double[distinct.length];
    double[] no = new double[distinct.length];
    for (int i = 0; i < scores.length; ++i) {
      int at = Arrays.binarySearch(distinct, scores[i] + 0.0);
      (positive[i] ? yes : no)[at] += weights[i];
    }
    return best(distinct, yes, no, goal);
  }

  private static Threshold given(
      double[] scores, boolean[] positive, double[] weights, double value) {
    double tp = 0;
    double fp = 0;
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < scores.length; ++i) {
      double called = scores[i] >= value ? weights[i] : 0;
      tp += positive[i] ? called : 0;
      fp += positive[i] ? 0 : called;
      positives += positive[i] ? weights[i] : 0;
      negatives += positive[i] ? 0 : weights[i];
    }
    requireBoth(positives, negatives);
    return of(value, tp, fp, positives, negatives);
  }

  private static void requireBoth(double positives, double negatives) {
    if (positives == 0 || negatives == 0) {
      throw new InputException(
          "All rows are "
              + (positives == 0 ? "negative" : "positive")
              + ", by weight: a threshold needs rows of both classes.");
    }
  }

  private static Threshold best(double[] distinct, double[] yes, double[] no, ThresholdGoal goal) {
    // Summed in the order of the loop below, so that the lowest threshold has recall 1 exactly.
    double positives = 0;
    double negatives = 0;
    for (int j = distinct.length - 1; j >= 0; --j) {
      positives += yes[j];
      negatives += no[j];
    }
    requireBoth(positives, negatives);
    Threshold best = null;
    double mostPrecision = 0;
    double tp = 0;
    double fp = 0;
    for (int j = distinct.length - 1; j >= 0; --j) {
      tp += yes[j];
      fp += no[j];
      if (tp + fp > 0) {
        Threshold next = of(distinct[j], tp, fp, positives, negatives);
        mostPrecision = Math.max(mostPrecision, next.precision());
        if (goal.allows(next) && (best == null || goal.compare(next, best) > 0)) {
          best = next;
        }
      }
    }
    if (best == null) {
      throw new InputException(
          String.format(
              "No threshold reaches a precision of %s on these rows; the most is %s.",
              goal.bound(), mostPrecision));
    }
    return best;
  }

  private static Threshold of(
      double value, double tp, double fp, double positives, double negatives) {
    double recall = tp / positives;
    double specificity = 1 - fp / negatives;
    return new Threshold(
        value, tp / (tp + fp), recall, 2 * tp / (positives + tp + fp), (recall + specificity) / 2);
  }
}
