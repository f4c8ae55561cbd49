package org.logcl.kernel;

/**
 * A stretch of mini-batch descent in one launch.
 *
 * @param rows positions of the epoch
 * @param batchRows rows of a batch, at most one canonical chunk; the last batch may be short
 * @param firstBatch the first batch of the stretch
 * @param lastBatch the batch after the last of the stretch
 * @param rate learning rate
 * @param momentum share of the last velocity that is kept
 * @param l2 coefficient of the L2 penalty
 */
public record Stretch(
    int rows, int batchRows, int firstBatch, int lastBatch, float rate, float momentum, float l2) {}
