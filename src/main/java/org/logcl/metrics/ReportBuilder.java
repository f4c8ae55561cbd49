package org.logcl.metrics;

/**
 * Builds a {@link ClassificationReport} from rows that come twice and are not kept: all of them to
 * {@link #add}, then all of them again, in any order, to {@link #rank}. Kept are three numbers a
 * row and what a report has for each class; never the N x C probabilities, however many classes
 * there are. One thread at a time.
 */
public final class ReportBuilder {
  private final int[] targets;
  private final double[] own;
  private final double[] weights;
  private final TieBreak ties;
  private final ConfusionMatrix confusion;
  private final double[] classLoss;
  private final double[] rankWeights;
  private final Reliability.Counts reliability;
  private double brier;
  private int added;
  private int ranked;
  private Ranking ranking;

  /**
   * Nothing yet.
   *
   * @param classes C, at least 2
   * @param rows N, the number of rows to come
   * @param bins of the reliability diagram
   * @param ties which of equally probable classes comes first in top-k accuracy
   */
  public ReportBuilder(int classes, int rows, int bins, TieBreak ties) {
    this.ties = ties;
    targets = new int[rows];
    own = new double[rows];
    weights = new double[rows];
    confusion = new ConfusionMatrix(classes);
    classLoss = new double[classes];
    rankWeights = new double[classes];
    reliability = new Reliability.Counts(bins);
  }

  /**
   * A row of the first pass.
   *
   * @param weight finite, not negative
   * @param loss the row's log loss in nats
   * @param probabilities [classes]; read only
   */
  public void add(int target, double weight, int predicted, double loss, double[] probabilities) {
    targets[added] = target;
    own[added] = probabilities[target];
    weights[added++] = weight;
    confusion.add(target, predicted, weight);
    rankWeights[ties.rank(probabilities, target)] += weight;
    if (weight > 0) {
      classLoss[target] += weight * loss;
      brier += weight * Brier.row(probabilities, target, classLoss.length == 2);
    }
    if (classLoss.length == 2) {
      reliability.add(probabilities[1], target == 1, weight);
    } else {
      reliability.add(probabilities[predicted], target == predicted, weight);
    }
  }

  /** A row of the second pass, with what it had in the first. */
  public void rank(int target, double weight, double[] probabilities) {
    requireRows("first", added);
    if (ranking == null) {
      ranking = new Ranking(classLoss.length, targets, own, weights);
    }
    ranking.add(target, weight, probabilities);
    ++ranked;
  }

  /** The report, after both passes. */
  public ClassificationReport build() {
    requireRows("second", ranked);
    return new ClassificationReport(
        confusion, classLoss, rankWeights, brier, reliability.reliability(), ranking);
  }

  private void requireRows(String pass, int seen) {
    if (seen != targets.length) {
      throw new IllegalStateException(
          "the " + pass + " pass had " + seen + " of " + targets.length + " rows");
    }
  }
}
