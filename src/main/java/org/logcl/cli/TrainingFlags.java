package org.logcl.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.logcl.error.InputException;
import org.logcl.io.ModelFile;
import org.logcl.model.Head;
import org.logcl.train.TrainingOptions;
import picocli.CommandLine.Option;

/** The options that shape a model. */
final class TrainingFlags {
  @Option(
      names = "--head",
      defaultValue = "auto",
      description =
          "auto, sigmoid (two classes, one logit) or softmax. Default: auto, sigmoid for two classes.")
  private String head;

  @Option(
      names = "--optimizer",
      defaultValue = "sgd",
      description = "sgd: stochastic gradient descent with momentum. Default: sgd.")
  private String optimizer;

  @Option(
      names = "--epochs",
      defaultValue = "10",
      description = "Passes over the rows. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "32",
      description = "Rows a step; 0: all rows at once, not shuffled. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      defaultValue = "0.1",
      description = "Step size. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--momentum",
      defaultValue = "0",
      description =
          "Share of the last step that is kept, from 0 to below 1. Default: ${DEFAULT-VALUE}.")
  private double momentum;

  @Option(
      names = "--l2",
      defaultValue = "0",
      description = {
        "Coefficient of l2/2 |W|^2, added to the mean log loss; intercepts are free. scikit-learn's C is 1 / (rows * l2),"
            + " PyTorch's weight_decay and Spark's regParam are l2. Default: ${DEFAULT-VALUE}."
      })
  private double l2;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of shuffle and split. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--standardize",
      description =
          "Bring every feature to mean 0 and standard deviation 1 of the training rows; kept in the model.")
  private boolean standardize;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description = "Start from a model's parameters and preparation, instead of from zeros.")
  private Path init;

  TrainingOptions options() {
    if (!optimizer.equalsIgnoreCase("sgd")) {
      throw new InputException("--optimizer " + optimizer + " is not known; there is: sgd.");
    }
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(batchSize)
            .withLearningRate(learningRate)
            .withMomentum(momentum)
            .withL2(l2)
            .withSeed(seed)
            .withStandardize(standardize);
    if (!head.equalsIgnoreCase("auto")) {
      options = options.withHead(Head.parse(head.toLowerCase(Locale.ROOT)));
    }
    return init == null ? options : options.withStart(ModelFile.read(init));
  }
}
