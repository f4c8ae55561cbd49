package org.logcl.train;

import org.logcl.error.InputException;
import org.logcl.numerics.SplitMix;

/** In which order an epoch takes the rows. */
@FunctionalInterface
public interface BatchOrder {
  /**
   * The order of one epoch: every row number from 0 to {@code rows - 1} once.
   *
   * @param epoch from 1
   */
  int[] order(int epoch, int rows);

  /**
   * A seeded shuffle, another one each epoch: a Feistel network of six rounds over the smallest
   * even number of bits that holds the rows, but at least 8, walked until it falls inside them
   * (Black, Rogaway 2002). With halves of 1 or 2 bits some successions would come 3 % more often
   * than others. 32-bit integers only, and each position by itself, so that a device can compute it
   * without a buffer.
   */
  static BatchOrder shuffled(long seed) {
    return (epoch, rows) -> {
      int half = 4;
      while (((rows - 1L) >> (2 * half)) > 0) {
        ++half;
      }
      int mask = (1 << half) - 1;
      int[] keys = new int[6];
      SplitMix random = new SplitMix(SplitMix.hash(seed) + epoch);
      for (int i = 0; i < keys.length; ++i) {
        keys[i] = (int) random.next();
      }
      int[] order = new int[rows];
      for (int position = 0; position < rows; ++position) {
        int value = position;
        do {
          value = permute(value, half, mask, keys);
        } while (Integer.compareUnsigned(value, rows) >= 0);
        order[position] = value;
      }
      return order;
    };
  }

  private static int permute(int value, int half, int mask, int[] keys) {
    int left = value >>> half;
    int right = value & mask;
    for (int key : keys) {
      int mixed = left ^ (mix(right ^ key) & mask);
      left = right;
      right = mixed;
    }
    return (left << half) | right;
  }

  /** The 32-bit finalizer of MurmurHash3 (Appleby). */
  private static int mix(int value) {
    int h = value;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
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
