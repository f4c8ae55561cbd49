package org.logcl.train;

import java.util.Optional;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * What training may be told. {@link #defaults()} is mini-batch SGD: rate 0.1, batches of 32, 10
 * epochs, zero start, no penalty.
 *
 * @param head the head, or empty to take sigmoid for two classes and softmax for more
 * @param epochs passes over the rows, at least 1
 * @param batchSize rows of a batch; 0 or more than there are rows: all, taken as they lie without
 *     shuffling
 * @param learningRate step size, in [1e-30, 1e30]
 * @param momentum share of the last step's velocity that is kept, in [0, 1)
 * @param l2 coefficient of the penalty l2/2 |W|^2 on the weights (not the intercepts), 0 or in
 *     [1e-30, 1e30]. In scikit-learn's words C = 1 / (S l2) with S the sum of sample weights; in
 *     PyTorch's, weight_decay on the weights alone
 * @param seed of the shuffle, any number
 * @param standardize whether features are brought to mean 0 and standard deviation 1 of the
 *     training rows
 * @param start parameters to start from, or empty for zeros
 * @param batchOrder order of rows in each epoch, or empty for a shuffle by the seed
 */
public record TrainingOptions(
    Optional<Head> head,
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    double l2,
    long seed,
    boolean standardize,
    Optional<StartingPoint> start,
    Optional<BatchOrder> batchOrder) {

  private static final double LEAST = 1e-30;
  private static final double MOST = 1e30;

  /** Checks every value. */
  public TrainingOptions {
    require(epochs >= 1, "number of epochs", epochs, "1 or more");
    require(batchSize >= 0, "batch size", batchSize, "1 or more, or 0 for all rows at once");
    require(
        learningRate >= LEAST && learningRate <= MOST,
        "learning rate",
        learningRate,
        "between 1e-30 and 1e30");
    // As float32, which training computes in: 1 - 1e-9 would be 1.
    require(momentum >= 0 && (float) momentum < 1, "momentum", momentum, "0 or more and below 1");
    require(
        l2 == 0 || (l2 >= LEAST && l2 <= MOST), "L2 penalty", l2, "0, or between 1e-30 and 1e30");
  }

  private static void require(boolean good, String name, Object value, String allowed) {
    if (!good) {
      throw new InputException("The " + name + " is " + value + "; it must be " + allowed + ".");
    }
  }

  /** The defaults. */
  public static TrainingOptions defaults() {
    return new TrainingOptions(
        Optional.empty(), 10, 32, 0.1, 0, 0, 1, false, Optional.empty(), Optional.empty());
  }

  /** The same with another head. */
  public TrainingOptions withHead(Head value) {
    return new TrainingOptions(
        Optional.of(value),
        epochs,
        batchSize,
        learningRate,
        momentum,
        l2,
        seed,
        standardize,
        start,
        batchOrder);
  }

  /** The same with another number of epochs. */
  public TrainingOptions withEpochs(int value) {
    return new TrainingOptions(
        head, value, batchSize, learningRate, momentum, l2, seed, standardize, start, batchOrder);
  }

  /** The same with another batch size; 0 for all rows at once. */
  public TrainingOptions withBatchSize(int value) {
    return new TrainingOptions(
        head, epochs, value, learningRate, momentum, l2, seed, standardize, start, batchOrder);
  }

  /** The same with another learning rate. */
  public TrainingOptions withLearningRate(double value) {
    return new TrainingOptions(
        head, epochs, batchSize, value, momentum, l2, seed, standardize, start, batchOrder);
  }

  /** The same with another momentum. */
  public TrainingOptions withMomentum(double value) {
    return new TrainingOptions(
        head, epochs, batchSize, learningRate, value, l2, seed, standardize, start, batchOrder);
  }

  /** The same with another L2 penalty. */
  public TrainingOptions withL2(double value) {
    return new TrainingOptions(
        head,
        epochs,
        batchSize,
        learningRate,
        momentum,
        value,
        seed,
        standardize,
        start,
        batchOrder);
  }

  /** The same with another seed. */
  public TrainingOptions withSeed(long value) {
    return new TrainingOptions(
        head, epochs, batchSize, learningRate, momentum, l2, value, standardize, start, batchOrder);
  }

  /** The same with standardising on or off. */
  public TrainingOptions withStandardize(boolean value) {
    return new TrainingOptions(
        head, epochs, batchSize, learningRate, momentum, l2, seed, value, start, batchOrder);
  }

  /**
   * The same from given parameters: weights row-major [features][logits] and intercepts [logits].
   */
  public TrainingOptions withStart(float[] weights, float[] bias) {
    return withStart(StartingPoint.of(weights, bias));
  }

  /**
   * The same from a model's parameters, with its head and its preparation of the features; the rows
   * must have its features and labels.
   */
  public TrainingOptions withStart(LinearModel model) {
    return withStart(StartingPoint.of(model)).withHead(model.head());
  }

  private TrainingOptions withStart(StartingPoint value) {
    return new TrainingOptions(
        head,
        epochs,
        batchSize,
        learningRate,
        momentum,
        l2,
        seed,
        standardize,
        Optional.of(value),
        batchOrder);
  }

  /** The same with batches taken in a given order. */
  public TrainingOptions withBatchOrder(BatchOrder value) {
    return new TrainingOptions(
        head,
        epochs,
        batchSize,
        learningRate,
        momentum,
        l2,
        seed,
        standardize,
        start,
        Optional.of(value));
  }
}
