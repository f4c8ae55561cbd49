package org.logcl.train;

import org.logcl.error.InputException;
import org.logcl.numerics.Permutation;

/** In which order an epoch takes the rows. */
@FunctionalInterface
public interface BatchOrder {
  /**
   * The order of one epoch: every row number from 0 to {@code rows - 1} once.
   *
   * @param epoch from 1
   */
  int[] order(int epoch, int rows);

  /** A seeded shuffle, another one each epoch: see {@link Permutation}. */
  static BatchOrder shuffled(long seed) {
    return (epoch, rows) -> {
      int[] order = new int[rows];
      Permutation.fill(Permutation.keys(seed, epoch), 0, order);
      return order;
    };
  }

  /** Checks that an order given from outside has every row once. */
  static int[] requirePermutation(int[] order, int rows, int epoch) {
    boolean[] seen = new boolean[rows];
    boolean good = order.length == rows;
    for (int i = 0; good && i < rows; ++i) {
      good = order[i] >= 0 && order[i] < rows && !seen[order[i]];
      if (good) {
        seen[order[i]] = true;
      }
    }
    if (!good) {
      throw new InputException(
          "The batch order of epoch "
              + epoch
              + " must hold every row number from 0 to "
              + (rows - 1)
              + " once.");
    }
    return order;
  }
}
