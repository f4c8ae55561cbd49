package org.logcl.cli;

import java.util.List;
import org.logcl.train.Adaptive;
import org.logcl.train.Optimizer;
import org.logcl.train.Schedule;
import org.logcl.train.SgdSettings;
import picocli.CommandLine.Option;

/** The options of the mini-batch optimizers. */
final class DescentFlags {
  /** Those that plain SGD, and it alone, has. */
  static final List<String> FOR_SGD = List.of("--momentum", "--nesterov");

  /** Those of Adam and AdamW. */
  static final List<String> FOR_ADAM = List.of("--beta1", "--beta2");

  /** Those of Adam, AdamW and AdaGrad. */
  static final List<String> FOR_ADAPTIVE = List.of("--epsilon");

  /** Those of AdamW. */
  static final List<String> FOR_ADAMW = List.of("--decoupled-decay");

  /** Those of every mini-batch optimizer. */
  static final List<String> FOR_ALL =
      List.of(
          "--epochs",
          "--batch-size",
          "--learning-rate",
          "--schedule",
          "--warm-up",
          "--clip-norm",
          "--average-from");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the rows, 1 or more. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "ROWS",
      defaultValue = "32",
      description = "Rows of a step; 0: all rows at once, not shuffled. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Step size, over 0. Default: 0.1; 0.001 for adam and adamw, 0.01 for adagrad.")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Share of the last step that sgd keeps, from 0 to below 1. Default: ${DEFAULT-VALUE}.")
  private double momentum;

  @Option(
      names = "--nesterov",
      description = "Nesterov's momentum for sgd: the step looks ahead along the last one.")
  private boolean nesterov;

  @Option(
      names = "--beta1",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description =
          "Share of the first moment that adam and adamw keep. Default: ${DEFAULT-VALUE}.")
  private double beta1;

  @Option(
      names = "--beta2",
      paramLabel = "SHARE",
      defaultValue = "0.999",
      description =
          "Share of the second moment that adam and adamw keep. Default: ${DEFAULT-VALUE}.")
  private double beta2;

  @Option(
      names = "--epsilon",
      paramLabel = "E",
      defaultValue = "1e-8",
      description =
          "Added to the root of the second moment (adam, adamw, adagrad). Default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Option(
      names = "--decoupled-decay",
      paramLabel = "D",
      defaultValue = "0.01",
      description =
          "adamw's decay of the weights, PyTorch's weight_decay there: a step takes learning rate * D of them."
              + " Default: ${DEFAULT-VALUE}.")
  private double decay;

  @Option(
      names = "--schedule",
      paramLabel = "COURSE",
      defaultValue = "constant",
      description =
          "Course of the learning rate over the epochs: constant; step:EVERY:FACTOR; cosine or cosine:END, down to END"
              + " of it; inverse:DECAY, by 1 + DECAY * (epoch - 1). Default: ${DEFAULT-VALUE}.")
  private String schedule;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = "Epochs over which the rate first rises. Default: ${DEFAULT-VALUE}.")
  private int warmUp;

  @Option(
      names = "--clip-norm",
      paramLabel = "NORM",
      defaultValue = "0",
      description =
          "Bring the gradient of each batch down to this Euclidean norm; 0: never. Default: ${DEFAULT-VALUE}.")
  private double clipNorm;

  @Option(
      names = "--average-from",
      paramLabel = "EPOCH",
      defaultValue = "0",
      description =
          "The model is the average of the parameters after each epoch from this one on; 0: the last ones."
              + " Default: ${DEFAULT-VALUE}.")
  private int averageFrom;

  SgdSettings settings(Optimizer optimizer) {
    double rate = learningRate == null ? optimizer.usualRate() : learningRate;
    SgdSettings settings =
        SgdSettings.DEFAULT
            .withEpochs(epochs)
            .withBatchSize(batchSize)
            .withLearningRate(rate)
            .withSchedule(Schedule.of(schedule, warmUp))
            .withClipNorm(clipNorm)
            .withAverageFrom(averageFrom);
    return optimizer == Optimizer.SGD
        ? settings.withMomentum(momentum, nesterov)
        : settings.withAdaptive(new Adaptive(beta1, beta2, epsilon, decay));
  }
}
