package org.logcl.kernel;

import org.logcl.numerics.Orders;

/**
 * Room for the losses and flags of rows by position, while a pass of the twin is at work: kernels
 * keep them in registers.
 */
final class RowScores {
  private float[] losses = new float[0];
  private int[] correct = new int[0];
  private float[] logits = new float[0];
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

  /** Room for so many logits, of undefined content. */
  float[] logits(int count) {
    if (logits.length < count) {
      logits = new float[count];
    }
    return logits;
  }

  /** Sums the positions of one chunk, as {@code kernels/row_sums.cl}. */
  void sum(int[] order, long from, long to, float[] weights, int at, float[] sums, int[] counts) {
    sum(order, from, to, weights, at, sums, counts, lane);
  }

  /** The same for several threads, each with lanes of its own. */
  void sum(
      int[] order,
      long from,
      long to,
      float[] weights,
      int at,
      float[] sums,
      int[] counts,
      float[] lanes) {
    counts[at] = RowSumsTwin.count(from, to, correct);
    sums[at] = RowSumsTwin.sum(order, from, to, weights, losses, lanes);
  }
}
