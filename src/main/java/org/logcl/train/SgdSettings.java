package org.logcl.train;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the mini-batch optimizers may be told.
 *
 * @param epochs passes over the rows, at least 1
 * @param batchSize rows of a batch; 0 or more than there are rows: all, taken as they lie without
 *     shuffling
 * @param learningRate step size, in [1e-30, 1e30]
 * @param momentum share of the last step's velocity that {@link Optimizer#SGD} keeps, in [0, 1)
 * @param nesterov whether its step looks ahead along the velocity
 * @param adaptive what the others may be told
 * @param schedule how the learning rate changes from epoch to epoch
 * @param clipNorm Euclidean norm that the gradient of a batch's mean loss is brought down to; 0
 *     leaves it as it is
 * @param averageFrom the model is the average of the parameters after each epoch from this one on;
 *     0: those after the last one
 * @param batchOrder order of rows in each epoch, or empty for a shuffle by the seed
 */
public record SgdSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    boolean nesterov,
    Adaptive adaptive,
    Schedule schedule,
    double clipNorm,
    int averageFrom,
    Optional<BatchOrder> batchOrder) {
  /** Rate 0.1, batches of 32, 10 epochs, no momentum. */
  public static final SgdSettings DEFAULT =
      new SgdSettings(
          10, 32, 0.1, 0, false, Adaptive.DEFAULT, Schedule.CONSTANT, 0, 0, Optional.empty());

  /** Checks every value. */
  public SgdSettings {
    Allowed.require(epochs >= 1, "number of epochs", epochs, "1 or more");
    Allowed.require(
        batchSize >= 0, "batch size", batchSize, "1 or more, or 0 for all rows at once");
    Allowed.require(
        learningRate >= Allowed.LEAST && learningRate <= Allowed.MOST,
        "learning rate",
        learningRate,
        "between 1e-30 and 1e30");
    // As float32, which training computes in: 1 - 1e-9 would be 1.
    Allowed.require(
        momentum >= 0 && (float) momentum < 1, "momentum", momentum, "0 or more and below 1");
    Allowed.require(
        !nesterov || momentum > 0, "momentum", momentum, "over 0 where it is Nesterov's");
    Allowed.require(
        clipNorm == 0 || (clipNorm >= 1e-9 && clipNorm <= Allowed.MOST),
        "norm to clip at",
        clipNorm,
        "0, or between 1e-9 and 1e30");
    Allowed.require(
        averageFrom >= 0 && averageFrom <= epochs,
        "epoch to average from",
        averageFrom,
        "0, or between 1 and the number of epochs, " + epochs);
  }

  /** The same with another number of epochs. */
  public SgdSettings withEpochs(int value) {
    return with(draft -> draft.epochs = value);
  }

  /** The same with another batch size. */
  public SgdSettings withBatchSize(int value) {
    return with(draft -> draft.batchSize = value);
  }

  /** The same with another learning rate. */
  public SgdSettings withLearningRate(double value) {
    return with(draft -> draft.learningRate = value);
  }

  /** The same with another momentum, Nesterov's or not. */
  public SgdSettings withMomentum(double value, boolean isNesterov) {
    return with(
        draft -> {
          draft.momentum = value;
          draft.nesterov = isNesterov;
        });
  }

  /** The same with other settings of Adam, AdamW and AdaGrad. */
  public SgdSettings withAdaptive(Adaptive value) {
    return with(draft -> draft.adaptive = value);
  }

  /** The same with another schedule. */
  public SgdSettings withSchedule(Schedule value) {
    return with(draft -> draft.schedule = value);
  }

  /** The same with another norm to clip at. */
  public SgdSettings withClipNorm(double value) {
    return with(draft -> draft.clipNorm = value);
  }

  /** The same with averaging from another epoch on. */
  public SgdSettings withAverageFrom(int value) {
    return with(draft -> draft.averageFrom = value);
  }

  /** The same with batches taken in a given order. */
  public SgdSettings withBatchOrder(BatchOrder value) {
    return with(draft -> draft.batchOrder = Optional.of(value));
  }

  private SgdSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** The components while one of them changes. */
  private static final class Draft {
    private int epochs;
    private int batchSize;
    private double learningRate;
    private double momentum;
    private boolean nesterov;
    private Adaptive adaptive;
    private Schedule schedule;
    private double clipNorm;
    private int averageFrom;
    private Optional<BatchOrder> batchOrder;

    Draft(SgdSettings from) {
      epochs = from.epochs;
      batchSize = from.batchSize;
      learningRate = from.learningRate;
      momentum = from.momentum;
      nesterov = from.nesterov;
      adaptive = from.adaptive;
      schedule = from.schedule;
      clipNorm = from.clipNorm;
      averageFrom = from.averageFrom;
      batchOrder = from.batchOrder;
    }

    SgdSettings settings() {
      return new SgdSettings(
          epochs,
          batchSize,
          learningRate,
          momentum,
          nesterov,
          adaptive,
          schedule,
          clipNorm,
          averageFrom,
          batchOrder);
    }
  }
}
