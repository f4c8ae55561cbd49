package org.logcl.kernel;

import org.logcl.numerics.Orders;

/**
 * Room for the losses and flags of rows by position, while a pass of the twin is at work: kernels
 * keep them in registers.
 */
final class RowScores {
  private float[] losses = new float[0];
  private int[] correct = new int[0];
  private final float[] lane = new float[Orders.LANES];

  /** Makes room for positions below a number. */
  void reserve(long positions) {
    if (losses.length < positions) {
      losses = new float[(int) positions];
      correct = new int[(int) positions];
    }
  }

  float[] losses() {
    return losses;
  }

  int[] correct() {
    return correct;
  }

  /** Sums the positions from {@code first} on by chunks, as {@code kernels/row_sums.cl}. */
  void sum(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] weights,
      int at,
      float[] sums,
      int[] counts) {
    for (int chunk = 0; chunk < shape.chunks(rows); ++chunk) {
      long from = first + (long) chunk * shape.chunkRows();
      long to = Math.min(from + shape.chunkRows(), first + rows);
      counts[at + chunk] = RowSumsTwin.count(from, to, correct);
      sums[at + chunk] = RowSumsTwin.sum(order, from, to, weights, losses, lane);
    }
  }
}
