package org.logcl.cli;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.metrics.Prior;
import org.logcl.report.EpochLine;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.WeightedRows;

/** What to tell who trained in vain. */
final class TrainingAdvice {
  private TrainingAdvice() {}

  /** Advice where the model does worse on its own training rows than a constant guess would. */
  static Optional<String> of(TrainingResult result, Dataset training, TrainingOptions options) {
    WeightedRows rows = WeightedRows.of(training, options.loss().classWeights());
    double guess = guess(rows);
    double loss = result.training().logLoss();
    if (loss <= guess || result.convergence().isPresent()) {
      return Optional.empty();
    }
    String remedy =
        result.model().preparation().standardization().isPresent()
            ? "Try a --learning-rate under " + options.learningRate() + ", or more --epochs."
            : "The usual reason is features on large or very different scales: try --standardize, or a --learning-rate under "
                + options.learningRate()
                + ".";
    return Optional.of(
        String.format(
            "The model does worse than a guess by the classes' shares: log loss %s against %.4f on the training rows. %s",
            EpochLine.loss(loss), guess, remedy));
  }

  /** The log loss of the training rows' shares; smoothing only ever adds to it. */
  private static double guess(WeightedRows rows) {
    double[] sums = rows.sumByClass();
    if (rows.rows().targetKind() != TargetKind.LABELS) {
      return Prior.logLoss(sums);
    }
    double guess = 0;
    for (int c = 0; c < sums.length; ++c) {
      double positive = sums[c] * (rows.positiveWeights() == null ? 1 : rows.positiveWeights()[c]);
      double negative = rows.sum() - sums[c];
      // Their mean is by the sum of the rows' weights, not by what a label's two sides count.
      double share = (negative + positive) / rows.sum();
      guess += share == 0 ? 0 : share * Prior.logLoss(new double[] {negative, positive});
    }
    return guess;
  }
}
