package org.logcl.kernel;

/**
 * A stretch of mini-batch descent in one launch. Steps are counted from 0 over the epochs that the
 * arrays of a launch are for.
 *
 * @param rows positions of an epoch
 * @param batchRows rows of a batch, at most one canonical chunk; the last batch of an epoch may be
 *     short
 * @param firstStep the first step of the stretch
 * @param lastStep the step after the last of the stretch
 * @param rate learning rate
 * @param momentum share of the last velocity that is kept
 * @param l2 coefficient of the L2 penalty
 */
public record Stretch(
    int rows, int batchRows, int firstStep, int lastStep, float rate, float momentum, float l2) {
  /** Batches of an epoch. */
  public int batches() {
    return (rows - 1) / batchRows + 1;
  }
}
