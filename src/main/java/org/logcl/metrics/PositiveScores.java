package org.logcl.metrics;

import java.util.Arrays;

/**
 * The scores of one class's own rows, sorted, against which every other row is held: the area under
 * the ROC curve and average precision in one pass over the others, which need not be kept.
 *
 * <p>Rows of weight 0 are left out. Thresholds where no positive row lies change neither figure:
 * the ROC curve is level there, and recall stands still.
 */
final class PositiveScores {
  // Distinct scores, ascending.
  private final double[] thresholds;
  // Weight of the positive rows at a threshold, and at or above it; one 0 more behind the latter.
  private final double[] at;
  private final double[] atOrAbove;
  // Weight of the other rows at or above a threshold and below the next.
  private final double[] others;
  private double othersBelow;
  private double wins;

  /**
   * Positive rows.
   *
   * @param scores finite
   * @param weights of the rows in the order of the scores; null for all 1
   */
  PositiveScores(double[] scores, double[] weights) {
    double[] sorted = sortedDistinct(scores, weights);
    thresholds = sorted;
    at = new double[sorted.length];
    for (int i = 0; i < scores.length; ++i) {
      if (weights == null || weights[i] > 0) {
        at[Arrays.binarySearch(sorted, unsigned(scores[i]))] += weights == null ? 1 : weights[i];
      }
    }
    atOrAbove = new double[sorted.length + 1];
    for (int j = sorted.length - 1; j >= 0; --j) {
      atOrAbove[j] = atOrAbove[j + 1] + at[j];
    }
    others = new double[sorted.length];
  }

  /**
   * Takes a row of another class.
   *
   * @return weight of the positive rows that score above it, those that tie with it by half
   */
  double add(double score, double weight) {
    int found = Arrays.binarySearch(thresholds, unsigned(score));
    int next = found >= 0 ? found + 1 : -found - 1;
    double won = atOrAbove[next] + (found >= 0 ? at[found] / 2 : 0);
    wins += weight * won;
    if (next > 0) {
      others[next - 1] += weight;
    } else {
      othersBelow += weight;
    }
    return won;
  }

  /** Weight of the positive rows. */
  double weight() {
    return atOrAbove[0];
  }

  /** Area under the ROC curve; NaN where either side is without weight. */
  double rocAuc() {
    double negative = othersBelow;
    for (double weight : others) {
      negative += weight;
    }
    return wins / (weight() * negative);
  }

  /** Average precision; NaN where there are no positive rows. */
  double averagePrecision() {
    double sum = 0;
    double negative = 0;
    for (int j = thresholds.length - 1; j >= 0; --j) {
      negative += others[j];
      sum += at[j] * (atOrAbove[j] / (atOrAbove[j] + negative));
    }
    return sum / weight();
  }

  private static double[] sortedDistinct(double[] scores, double[] weights) {
    double[] kept = new double[scores.length];
    int count = 0;
    for (int i = 0; i < scores.length; ++i) {
      if (weights == null || weights[i] > 0) {
        kept[count++] = unsigned(scores[i]);
      }
    }
    Arrays.sort(kept, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; ++i) {
      if (distinct == 0 || kept[i] != kept[distinct - 1]) {
        kept[distinct++] = kept[i];
      }
    }
    return Arrays.copyOf(kept, distinct);
  }

  /** -0 as +0: they are equal scores, but sorting and searching tell them apart. */
  private static double unsigned(double score) {
    return score + 0.0;
  }
}
