package org.logcl.cli;

import org.logcl.error.InputException;
import org.logcl.select.SelectionOptions;
import org.logcl.select.SelectionRule;
import org.logcl.train.Optimizer;
import org.logcl.train.Penalty;
import org.logcl.train.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that shape a choice of penalty, and the trainings behind it. */
final class SelectionFlags {
  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "5",
      description =
          "Folds of the cross-validation, 2 or more; seeded, stratified. Default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--choose",
      paramLabel = "RULE",
      defaultValue = "best",
      description =
          "best: the penalty with the smallest mean log loss of the held-out rows; one-se: the strongest within one standard"
              + " error of it. Default: ${DEFAULT-VALUE}.")
  private String rule;

  @Mixin private PathFlags path;

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      defaultValue = "auto",
      description =
          "auto, sigmoid (two classes, one logit) or softmax. Default: auto, sigmoid for two classes.")
  private String head;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "lbfgs, owlqn (with an L1 penalty), newton (up to 2,000 parameters), or auto: one of them. Default: auto.")
  private String optimizer;

  @Mixin private StoppingFlags stopping;

  @Mixin private LossFlags loss;

  @Mixin private BoundsFlags bounds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of the folds, a whole number. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--standardize",
      description =
          "Bring every feature to mean 0 and standard deviation 1 of the training rows, in each fold of its own; kept in the"
              + " model.")
  private boolean standardize;

  /** How to choose, checked. */
  SelectionOptions selection() {
    return SelectionOptions.defaults()
        .withFolds(folds)
        .withPath(path.path())
        .withRule(
            SelectionRule.of(rule)
                .orElseThrow(
                    () ->
                        new InputException(
                            String.format(
                                "--choose %s is not known; there are: %s.",
                                rule, SelectionRule.labels()))));
  }

  /** The options of all trainings, checked. */
  TrainingOptions training() {
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(optimizer())
            .withPenalty(new Penalty(0, 0, path.intercept()))
            .withStopping(stopping.stopping())
            .withLoss(loss.settings())
            .withSeed(seed)
            .withStandardize(standardize)
            .withBounds(bounds.bounds());
    return TrainingFlags.head(head).map(options::withHead).orElse(options);
  }

  private Optimizer optimizer() {
    return Optimizer.of(optimizer)
        .filter(Optimizer::isFullBatch)
        .orElseThrow(
            () ->
                new InputException(
                    String.format(
                        "--optimizer %s does not choose a penalty; there are: lbfgs, owlqn, newton, auto.",
                        optimizer)));
  }
}
