package org.logcl.cli;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.statistics.Coefficient;
import org.logcl.statistics.Summary;
import org.logcl.train.Intercept;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.TrainingResult.Status;
import picocli.CommandLine.Option;

/** Whether statistics of the coefficients are wanted. */
final class SummaryFlags {
  @Option(
      names = "--summary",
      description =
          "Print standard errors, z, p and confidence intervals of the coefficients, deviances and AIC, as R's glm does. For two"
              + " classes, a full-batch optimizer, free intercepts, without L1; separable data are refused without --l2.")
  private boolean wanted;

  @Option(
      names = "--confidence",
      paramLabel = "LEVEL",
      defaultValue = "0.95",
      description =
          "Level of the confidence intervals of --summary, over 0 and under 1. Default: ${DEFAULT-VALUE}.")
  private double level;

  /** Before training: whether there will be statistics of its result. */
  void requireMeaning(TrainingOptions options, Dataset training) {
    Coefficient.requireLevel(level);
    if (!wanted) {
      return;
    }
    if (!options.optimizer().isFullBatch()) {
      throw new InputException(
          String.format(
              "--summary is about the optimum, and --optimizer %s only comes near it; take auto,"
                  + " lbfgs or newton",
              options.optimizer().label()));
    }
    if (options.penalty().l1() > 0) {
      throw new InputException(
          "--summary has no standard errors under an L1 penalty, which holds coefficients at 0; leave"
              + " the L1 penalty out");
    }
    if (options.stopping().patience() > 0) {
      throw new InputException(
          "--summary is about the optimum, and --patience may stop before it; leave --patience"
              + " out");
    }
    if (!options.penalty().bounds().isNone()) {
      throw new InputException(
          "--summary has no standard errors under bounds, which hold coefficients; leave --lower-bounds and"
              + " --upper-bounds out");
    }
    if (options.penalty().intercept() != Intercept.FREE) {
      throw new InputException("--summary needs a free intercept; leave --intercept out");
    }
    if (!options.loss().classWeights().isNone()) {
      throw new InputException(
          "--summary counts rows as they are; with class weights its errors would mean nothing. Leave the class weights"
              + " out");
    }
    if (options.loss().labelSmoothing() > 0 || training.targetKind() != TargetKind.CLASSES) {
      throw new InputException(
          "--summary is about rows of one class each; leave the label smoothing out, and give one target column");
    }
    if (training.labels().count() != 2 || options.head().orElse(Head.SIGMOID) != Head.SIGMOID) {
      throw new InputException(
          "--summary needs two classes and the sigmoid head; leave --summary or --head out");
    }
    if (training.columns() + 1 > Summary.MOST_PARAMETERS) {
      throw new InputException(
          String.format(
              "--summary is there for at most %d coefficients; here are %d with the intercept",
              Summary.MOST_PARAMETERS, training.columns() + 1));
    }
  }

  /**
   * The statistics, where they are wanted.
   *
   * @throws InputException where training did not come to the optimum, or there is none
   */
  Optional<SummaryFigures> of(TrainingResult result, Dataset training, double l2) {
    if (!wanted) {
      return Optional.empty();
    }
    Status status = result.status();
    // Of separable data the summary knows best what to say.
    if (status != Status.CONVERGED
        && status != Status.CONVERGED_TO_PRECISION
        && status != Status.SEPARABLE) {
      throw new InputException(
          String.format(
              "--summary is about the optimum, and training ended before it (%s); allow more"
                  + " iterations or seconds. Nothing was written",
              status.label().replace('_', ' ')));
    }
    try {
      return Optional.of(new SummaryFigures(Summary.of(result.model(), training, l2), level));
    } catch (InputException e) {
      throw new InputException(
          e.getMessage() + " Nothing was written; without --summary the model is.", e);
    }
  }
}
