package org.logcl.metrics;

/**
 * All metrics of a classifier on labelled rows, by row weight. Immutable.
 *
 * <p>What is not defined is NaN: the figures of a class without rows, and the areas under ROC
 * curves where all rows are of one class.
 */
public final class ClassificationReport {
  private final ConfusionMatrix confusion;
  private final double[] classLoss;
  private final double[] rankWeights;
  private final double brier;
  private final Reliability reliability;
  private final Ranking ranking;

  ClassificationReport(
      ConfusionMatrix confusion,
      double[] classLoss,
      double[] rankWeights,
      double brier,
      Reliability reliability,
      Ranking ranking) {
    this.confusion = confusion;
    this.classLoss = classLoss;
    this.rankWeights = rankWeights;
    this.brier = brier;
    this.reliability = reliability;
    this.ranking = ranking;
  }

  /**
   * Of predictions.
   *
   * @param zeros what a true class of probability 0 counts as
   * @param bins of the reliability diagram
   * @param ties which of equally probable classes is predicted
   */
  public static ClassificationReport of(
      Predictions predictions, ZeroPolicy zeros, int bins, TieBreak ties) {
    ReportBuilder builder =
        new ReportBuilder(predictions.classes(), predictions.rows(), bins, ties);
    double[] p = new double[predictions.classes()];
    for (int i = 0; i < predictions.rows(); ++i) {
      int target = predictions.target(i);
      double weight = predictions.weight(i);
      predictions.row(i, p);
      double loss = weight > 0 ? zeros.loss(p, target, i) : 0;
      builder.add(target, weight, ties.first(p), loss, p);
    }
    for (int i = 0; i < predictions.rows(); ++i) {
      builder.rank(predictions.target(i), predictions.weight(i), predictions.row(i, p));
    }
    return builder.build();
  }

  /** Number of classes. */
  public int classes() {
    return classLoss.length;
  }

  /** Rows by true and predicted class; accuracy, precision, recall and F1. Not to be added to. */
  public ConfusionMatrix confusion() {
    return confusion;
  }

  /** Mean log loss in nats. */
  public double logLoss() {
    double sum = 0;
    for (double loss : classLoss) {
      sum += loss;
    }
    return sum / confusion.weight();
  }

  /** Mean log loss of a class's rows, in nats. */
  public double logLoss(int c) {
    return classLoss[c] / confusion.supportWeight(c);
  }

  /** Share of the prior's log loss that the model saves, as {@link LogLoss#skill}. */
  public double logLossSkill() {
    return LogLoss.skill(logLoss(), confusion.priorLogLoss());
  }

  /** Top-k accuracy, k at least 1. */
  public double topK(int k) {
    TopK.require(k);
    double hits = 0;
    for (int rank = 0; rank < Math.min(k, rankWeights.length); ++rank) {
      hits += rankWeights[rank];
    }
    return hits / confusion.weight();
  }

  /** Brier score: of the positive class for two classes, else the sum over classes. */
  public double brier() {
    return brier / confusion.weight();
  }

  /** Reliability of the positive class's probability for two classes, else of the predicted's. */
  public Reliability reliability() {
    return reliability;
  }

  /** ROC AUC and average precision of classes, and their averages. */
  public Ranking ranking() {
    return ranking;
  }

  /** Area under the ROC curve: of the positive class for two, else macro one against the rest. */
  public double rocAuc() {
    return classes() == 2 ? ranking.rocAuc(1) : ranking.oneVsRest(Average.MACRO);
  }

  /** Average precision: of the positive class for two classes, else the macro average. */
  public double averagePrecision() {
    return classes() == 2 ? ranking.averagePrecision(1) : ranking.averagePrecision(Average.MACRO);
  }
}
