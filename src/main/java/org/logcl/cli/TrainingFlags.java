package org.logcl.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.io.ModelFile;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.train.Bounds;
import org.logcl.train.Optimizer;
import org.logcl.train.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that shape a model. */
final class TrainingFlags {
  private static final List<String> FOR_FULL_BATCH =
      List.of("--gradient-tolerance", "--relative-tolerance", "--max-iterations");

  @Option(
      names = "--head",
      paramLabel = "HEAD",
      defaultValue = "auto",
      description =
          "auto, sigmoid (two classes, one logit), softmax, or multilabel (several target columns, each by itself). Default: auto, sigmoid for two classes.")
  private String head;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "sgd",
      description = {
        "sgd: mini-batch stochastic gradient descent with momentum; adam, adamw, adagrad: mini-batches with a step size for"
            + " each parameter; lbfgs: all rows at once, to the optimum; owlqn: the same with an L1 penalty; newton: in fewer"
            + " and dearer steps, for up to 2,000 parameters; auto: one of the last three. Default: sgd."
      })
  private String optimizer;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private StoppingFlags stopping;

  @Mixin private DescentFlags descent;

  @Mixin private LossFlags loss;

  @Mixin private PenaltyFlags penalty;

  @Mixin private BoundsFlags bounds;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Seed of shuffle and split, a whole number. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--standardize",
      description =
          "Bring every feature to mean 0 and standard deviation 1 of the training rows; kept in the model.")
  private boolean standardize;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description = "Start from a model's parameters and preparation. Default: none, from zeros.")
  private Path init;

  private LinearModel start;

  /** The model to start from, or null. */
  Path init() {
    return init;
  }

  /** The same options with the penalty, which may depend on the rows trained on. */
  TrainingOptions withPenalty(TrainingOptions options, Dataset training, Output output) {
    Bounds within = options.penalty().bounds();
    within.requireFeatures(training.featureNames());
    return options.withPenalty(
        penalty.penalty(training, options.loss().classWeights(), output).withBounds(within));
  }

  /** The options, checked, but for the penalty; reads the model to start from. */
  TrainingOptions options() {
    Optimizer wantedOptimizer = optimizer();
    penalty.check();
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(wantedOptimizer)
            .withStopping(stopping.stopping())
            .withLoss(loss.settings())
            .withSgd(descent.settings(wantedOptimizer))
            .withSeed(seed)
            .withStandardize(standardize)
            .withBounds(bounds.bounds());
    options.requireConsistent();
    Optional<Head> wanted = head(head);
    if (wanted.isPresent()) {
      options = options.withHead(wanted.get());
    }
    if (init == null) {
      return options;
    }
    start = ModelFile.read(init);
    if (wanted.isPresent() && wanted.get() != start.head()) {
      throw new InputException(
          String.format(
              "--head %s, but the model of --init has the head %s; leave one of the two out",
              wanted.get().label(), start.head().label()));
    }
    if (standardize && start.preparation().standardization().isEmpty()) {
      throw new InputException(
          "--standardize, but the model of --init was trained on features as they are; leave one of the two out");
    }
    return options.withStart(start);
  }

  private Optimizer optimizer() {
    Optimizer wanted =
        Optimizer.of(optimizer)
            .orElseThrow(
                () ->
                    new InputException(
                        String.format(
                            "--optimizer %s is not known; there are: %s.",
                            optimizer, Optimizer.labels())));
    requireMeaning(
        wanted, wanted.isFullBatch(), FOR_FULL_BATCH, "a full-batch optimizer such as lbfgs");
    requireMeaning(
        wanted, !wanted.isFullBatch(), DescentFlags.FOR_ALL, "sgd, adam, adamw or adagrad");
    requireMeaning(wanted, wanted == Optimizer.SGD, DescentFlags.FOR_SGD, "sgd");
    requireMeaning(wanted, wanted == Optimizer.ADAMW, DescentFlags.FOR_ADAMW, "adamw");
    boolean adam = wanted == Optimizer.ADAM || wanted == Optimizer.ADAMW;
    requireMeaning(wanted, adam, DescentFlags.FOR_ADAM, "adam or adamw");
    boolean adaptive = adam || wanted == Optimizer.ADAGRAD;
    requireMeaning(wanted, adaptive, DescentFlags.FOR_ADAPTIVE, "adam, adamw or adagrad");
    return wanted;
  }

  private void requireMeaning(
      Optimizer wanted, boolean meant, List<String> options, String others) {
    for (String option : options) {
      if (!meant && command.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new InputException(
            String.format(
                "%s has no meaning for --optimizer %s; leave it out, or take %s",
                option, wanted.label(), others));
      }
    }
  }

  /** The head of that name; empty for auto. */
  static Optional<Head> head(String head) {
    return switch (head.toLowerCase(Locale.ROOT)) {
      case "auto" -> Optional.empty();
      case "sigmoid" -> Optional.of(Head.SIGMOID);
      case "softmax" -> Optional.of(Head.SOFTMAX);
      case "multilabel" -> Optional.of(Head.MULTILABEL);
      default ->
          throw new InputException(
              "--head " + head + " is not known; there are: auto, sigmoid, softmax, multilabel.");
    };
  }

  /**
   * Checks that the model to start from is one of these data: its numbers alone would fit others of
   * the same size too.
   */
  void requireFits(Dataset rows) {
    if (start == null) {
      return;
    }
    requireEqual("features", rows.featureNames(), start.featureNames());
    requireEqual("classes", rows.labels().names(), start.labels().names());
  }

  private void requireEqual(String what, List<String> here, List<String> there) {
    if (!here.equals(there)) {
      throw new InputException(
          String.format(
              "--init %s has other %s than the data, or in another order: %s there, %s here",
              init, what, Quote.of(there), Quote.of(here)));
    }
  }
}
