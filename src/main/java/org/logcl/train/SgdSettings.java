package org.logcl.train;

import java.util.Optional;

/**
 * What {@link Optimizer#SGD} may be told.
 *
 * @param epochs passes over the rows, at least 1
 * @param batchSize rows of a batch; 0 or more than there are rows: all, taken as they lie without
 *     shuffling
 * @param learningRate step size, in [1e-30, 1e30]
 * @param momentum share of the last step's velocity that is kept, in [0, 1)
 * @param batchOrder order of rows in each epoch, or empty for a shuffle by the seed
 */
public record SgdSettings(
    int epochs,
    int batchSize,
    double learningRate,
    double momentum,
    Optional<BatchOrder> batchOrder) {
  /** Rate 0.1, batches of 32, 10 epochs, no momentum. */
  public static final SgdSettings DEFAULT = new SgdSettings(10, 32, 0.1, 0, Optional.empty());

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
  }
}
