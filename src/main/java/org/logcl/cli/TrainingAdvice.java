package org.logcl.cli;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.metrics.Prior;
import org.logcl.report.EpochLine;
import org.logcl.train.TrainingResult;

/** What to tell who trained in vain. */
final class TrainingAdvice {
  private TrainingAdvice() {}

  /** Advice where the model does worse on its own training rows than a constant guess would. */
  static Optional<String> of(TrainingResult result, Dataset training, double learningRate) {
    double[] shares = new double[training.labels().count()];
    for (int row = 0; row < training.rows(); ++row) {
      shares[training.targets()[row]] += training.hasWeights() ? training.weights()[row] : 1;
    }
    double guess = Prior.logLoss(shares);
    double loss = result.training().logLoss();
    if (loss <= guess || result.convergence().isPresent()) {
      return Optional.empty();
    }
    String remedy =
        result.model().preparation().standardization().isPresent()
            ? "Try a --learning-rate under " + learningRate + ", or more --epochs."
            : "The usual reason is features on large or very different scales: try --standardize, or a --learning-rate under "
                + learningRate
                + ".";
    return Optional.of(
        String.format(
            "The model does worse than a guess by the classes' shares: log loss %s against %.4f on the training rows. %s",
            EpochLine.loss(loss), guess, remedy));
  }
}
