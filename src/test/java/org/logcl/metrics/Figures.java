package org.logcl.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every figure of some predictions, by the names of {@code expected.csv}. */
final class Figures {
  static final int BINS = 15;

  private final Map<String, Double> all = new LinkedHashMap<>();
  private final Predictions predictions;
  private final ConfusionMatrix confusion;

  private Figures(Predictions predictions) {
    this.predictions = predictions;
    confusion = ConfusionMatrix.of(predictions, TieBreak.LOWEST_CLASS);
  }

  static Map<String, Double> of(Predictions predictions) {
    Figures figures = new Figures(predictions);
    figures.losses();
    figures.classification();
    figures.probabilities();
    figures.ranking();
    return figures.all;
  }

  private void losses() {
    double loss = LogLoss.of(predictions, ZeroPolicy.CLIP);
    double prior = Prior.logLoss(predictions);
    all.put("logLoss.clip", loss);
    all.put("logLoss.clip1e-15", LogLoss.of(predictions, ZeroPolicy.clip(1e-15)));
    all.put("logLoss.exact", LogLoss.of(predictions, ZeroPolicy.EXACT));
    byClass("logLoss.clip", LogLoss.perClass(predictions, ZeroPolicy.CLIP));
    byClass("logLoss.exact", LogLoss.perClass(predictions, ZeroPolicy.EXACT));
    all.put("prior", prior);
    all.put("skill", LogLoss.skill(loss, prior));
  }

  private void classification() {
    all.put("accuracy", confusion.accuracy());
    all.put("balancedAccuracy", confusion.balancedAccuracy());
    all.put("correct", (double) confusion.correct());
    for (Average average : Average.values()) {
      String name = average.name().toLowerCase(Locale.ROOT);
      all.put("precision." + name, confusion.precision(average));
      all.put("recall." + name, confusion.recall(average));
      all.put("f1." + name, confusion.f1(average));
    }
    for (int c = 0; c < predictions.classes(); ++c) {
      all.put("precision." + c, confusion.precision(c));
      all.put("recall." + c, confusion.recall(c));
      all.put("f1." + c, confusion.f1(c));
      all.put("support." + c, confusion.supportWeight(c));
      for (int d = 0; d < predictions.classes(); ++d) {
        all.put("confusion." + c + "." + d, confusion.weight(c, d));
        all.put("count." + c + "." + d, (double) confusion.count(c, d));
      }
    }
    for (int k = 1; k <= predictions.classes(); ++k) {
      all.put("topK.lowest." + k, TopK.accuracy(predictions, k, TieBreak.LOWEST_CLASS));
      if (predictions.classes() > 2) {
        all.put("topK.highest." + k, TopK.accuracy(predictions, k, TieBreak.HIGHEST_CLASS));
      }
    }
  }

  private void probabilities() {
    all.put("brier.multiclass", Brier.multiclass(predictions));
    if (predictions.classes() == 2) {
      all.put("brier.binary", Brier.binary(predictions));
      reliability("positive", Reliability.ofPositiveClass(predictions, BINS));
    }
    reliability(
        "predicted", Reliability.ofPredictedClass(predictions, BINS, TieBreak.LOWEST_CLASS));
  }

  private void reliability(String what, Reliability reliability) {
    all.put("ece." + what, reliability.expectedError());
    all.put("mce." + what, reliability.maximumError());
    List<ReliabilityBin> bins = reliability.bins();
    for (int k = 0; k < bins.size(); ++k) {
      String name = "bin." + what + "." + k;
      all.put(name + ".rows", (double) bins.get(k).rows());
      all.put(name + ".weight", bins.get(k).weight());
      all.put(name + ".probability", bins.get(k).meanProbability());
      all.put(name + ".frequency", bins.get(k).frequency());
    }
  }

  private void ranking() {
    Ranking ranking = Ranking.of(predictions);
    for (int c = 0; c < predictions.classes(); ++c) {
      all.put("rocAuc." + c, ranking.rocAuc(c));
      all.put("averagePrecision." + c, ranking.averagePrecision(c));
    }
    for (Average average : List.of(Average.MACRO, Average.WEIGHTED)) {
      String name = average.name().toLowerCase(Locale.ROOT);
      all.put("oneVsRest." + name, ranking.oneVsRest(average));
      all.put("averagePrecision." + name, ranking.averagePrecision(average));
      all.put("oneVsOne." + name, ranking.oneVsOne(average));
    }
  }

  private void byClass(String name, double[] values) {
    for (int c = 0; c < values.length; ++c) {
      all.put(name + "." + c, values[c]);
    }
  }
}
