package org.logcl.metrics;

import java.util.Arrays;
import org.logcl.error.InputException;

/**
 * How well each class's probability ranks rows, whatever the threshold: areas under ROC curves, one
 * class against the rest and one against one, and average precision. Immutable for who gets one.
 *
 * <p>Kept are the scores that rows give their own class, N numbers; the N x C probabilities are
 * passed over once more and not kept.
 */
public final class Ranking {
  private final PositiveScores[] classes;
  private final int present;
  private final double weight;
  // By class taken as positive: sums over the classes held against it.
  private final double[] pairs;
  private final double[] weightedPairs;

  /**
   * Ready for the second pass.
   *
   * @param targets true class of each row
   * @param own score that each row gives its true class
   * @param weights of the rows
   */
  Ranking(int count, int[] targets, double[] own, double[] weights) {
    int[] rows = new int[count];
    for (int target : targets) {
      ++rows[target];
    }
    double[][] scores = new double[count][];
    double[][] shares = new double[count][];
    for (int c = 0; c < count; ++c) {
      scores[c] = new double[rows[c]];
      shares[c] = new double[rows[c]];
    }
    for (int i = targets.length - 1; i >= 0; --i) {
      int at = --rows[targets[i]];
      scores[targets[i]][at] = own[i];
      shares[targets[i]][at] = weights[i];
    }
    classes = new PositiveScores[count];
    int some = 0;
    double sum = 0;
    for (int c = 0; c < count; ++c) {
      classes[c] = new PositiveScores(scores[c], shares[c]);
      some += classes[c].weight() > 0 ? 1 : 0;
      sum += classes[c].weight();
    }
    present = some;
    weight = sum;
    pairs = new double[count];
    weightedPairs = new double[count];
  }

  /** Of predictions. */
  public static Ranking of(Predictions predictions) {
    int n = predictions.rows();
    int[] targets = new int[n];
    double[] own = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; ++i) {
      targets[i] = predictions.target(i);
      own[i] = predictions.probability(i, targets[i]);
      weights[i] = predictions.weight(i);
    }
    Ranking ranking = new Ranking(predictions.classes(), targets, own, weights);
    double[] p = new double[predictions.classes()];
    for (int i = 0; i < n; ++i) {
      ranking.add(targets[i], weights[i], predictions.row(i, p));
    }
    return ranking;
  }

  static PositiveScores ofScores(double[] scores, boolean[] positive, double[] weightsOrNull) {
    Require.rows(scores.length);
    Require.length("outcome", positive.length, scores.length);
    Require.finite("score", scores);
    Require.weights(weightsOrNull, scores.length);
    int count = 0;
    double[] own = new double[scores.length];
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; ++i) {
      if (positive[i]) {
        own[count] = scores[i];
        weights[count++] = weightsOrNull == null ? 1 : weightsOrNull[i];
      }
    }
    PositiveScores ranked =
        new PositiveScores(Arrays.copyOf(own, count), Arrays.copyOf(weights, count));
    for (int i = 0; i < scores.length; ++i) {
      if (!positive[i]) {
        ranked.add(scores[i], weightsOrNull == null ? 1 : weightsOrNull[i]);
      }
    }
    return ranked;
  }

  /** A row of the second pass. */
  void add(int target, double rowWeight, double[] probabilities) {
    if (rowWeight == 0) {
      return;
    }
    double against = classes[target].weight();
    for (int c = 0; c < classes.length; ++c) {
      double positive = classes[c].weight();
      if (c != target && positive > 0) {
        // This row's part of the area of class c against its own class.
        double part =
            classes[c].add(probabilities[c], rowWeight) / positive * (rowWeight / against);
        pairs[c] += part;
        weightedPairs[c] += part * (positive + against);
      }
    }
  }

  /** Area under the ROC curve of a class against all others; NaN where either has no weight. */
  public double rocAuc(int c) {
    return classes[c].rocAuc();
  }

  /** Average precision of a class against all others; NaN where it has no weight. */
  public double averagePrecision(int c) {
    return classes[c].averagePrecision();
  }

  /**
   * Mean of the classes' areas against the rest, as {@code roc_auc_score(multi_class="ovr")}, over
   * the classes that have rows; scikit-learn refuses where one has none.
   *
   * @param average MACRO or WEIGHTED (by the weight of a class's rows)
   * @return NaN where fewer than two classes have rows
   */
  public double oneVsRest(Average average) {
    double sum = 0;
    for (int c = 0; c < classes.length; ++c) {
      if (classes[c].weight() > 0) {
        sum += share(c, average, "ROC AUC") * classes[c].rocAuc();
      }
    }
    return sum;
  }

  /**
   * Mean of the areas of pairs of classes, on the rows of the two alone, each pair both ways: the M
   * of Hand and Till (2001), as {@code roc_auc_score(multi_class="ovo")}, over the classes that
   * have rows. scikit-learn takes no row weights here.
   *
   * @param average MACRO, or WEIGHTED: a pair by the weight of its rows
   * @return NaN where fewer than two classes have rows
   */
  public double oneVsOne(Average average) {
    requireMean(average, "ROC AUC");
    double sum = 0;
    for (double part : average == Average.MACRO ? pairs : weightedPairs) {
      sum += part;
    }
    // Every class is in present - 1 pairs, and each pair is counted both ways.
    return average == Average.MACRO
        ? sum / ((double) present * (present - 1))
        : sum / (2 * weight * (present - 1));
  }

  /**
   * Mean of the classes' average precision, over the classes that have rows; scikit-learn counts
   * one without as 0 in its macro average.
   *
   * @param average MACRO or WEIGHTED (by the weight of a class's rows)
   */
  public double averagePrecision(Average average) {
    double sum = 0;
    for (int c = 0; c < classes.length; ++c) {
      if (classes[c].weight() > 0) {
        sum += share(c, average, "average precision") * classes[c].averagePrecision();
      }
    }
    return sum;
  }

  private double share(int c, Average average, String what) {
    requireMean(average, what);
    return average == Average.MACRO ? 1.0 / present : classes[c].weight() / weight;
  }

  private static void requireMean(Average average, String what) {
    if (average == Average.MICRO) {
      throw new InputException(
          "There is no micro average of " + what + "; allowed are MACRO and WEIGHTED.");
    }
  }
}
