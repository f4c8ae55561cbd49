package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/row_sums.cl}. */
final class RowSumsTwin {
  private RowSumsTwin() {}

  static void run(
      RowSums.Plan plan,
      int[] order,
      float[] weights,
      float[] losses,
      int[] correct,
      float[] sums,
      int[] counts) {
    Parallel.forItems(
        plan.total(),
        2L * plan.chunkRows(),
        (fromItem, toItem) -> {
          float[] lane = new float[Orders.LANES];
          for (int item = fromItem; item < toItem; ++item) {
            long batch = (long) (item / plan.chunks()) * plan.batchRows();
            long from = batch + (long) (item % plan.chunks()) * plan.chunkRows();
            long to =
                Math.min(Math.min(from + plan.chunkRows(), batch + plan.batchRows()), plan.rows());
            sums[item] = sum(order, from, to, weights, losses, lane);
            counts[item] = count(from, to, correct);
          }
        });
  }

  /** The weighted loss of the positions of one chunk, in 64 lanes and a tree. */
  static float sum(int[] order, long from, long to, float[] weights, float[] losses, float[] lane) {
    Arrays.fill(lane, 0f);
    for (long k = from; k < to; ++k) {
      int l = (int) (k - from) % Orders.LANES;
      lane[l] = Math.fma(weights[Steps.row(order, k)], losses[(int) k], lane[l]);
    }
    return Orders.tree(lane);
  }

  /** The correct rows of the positions of one chunk. */
  static int count(long from, long to, int[] correct) {
    int count = 0;
    for (long k = from; k < to; ++k) {
      count += correct[(int) k];
    }
    return count;
  }
}
