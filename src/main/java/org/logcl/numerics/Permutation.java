package org.logcl.numerics;

/**
 * A seeded permutation of row numbers, each position by itself: a Feistel network of six rounds
 * over the smallest even number of bits that holds the rows, but at least 8, walked until it falls
 * inside them (Black, Rogaway 2002). With halves of 1 or 2 bits some successions would come 3 %
 * more often than others. 32-bit integers only, so that a device can compute it. Kernel twin:
 * {@code kernels/shared/permutation.cl}.
 */
public final class Permutation {
  /** Rounds of the network, and keys of a permutation. */
  public static final int ROUNDS = 6;

  private Permutation() {}

  /** Keys of one epoch, from 1, under a seed. */
  public static int[] keys(long seed, int epoch) {
    SplitMix random = new SplitMix(SplitMix.hash(seed) + epoch);
    int[] keys = new int[ROUNDS];
    for (int i = 0; i < ROUNDS; ++i) {
      keys[i] = (int) random.next();
    }
    return keys;
  }

  /** The permutation of {@code order.length} rows under six keys, from {@code at} on. */
  public static void fill(int[] keys, int at, int[] order) {
    int rows = order.length;
    int half = half(rows);
    // All positions once, in a loop without branches; those that fall outside walk on.
    for (int position = 0; position < rows; ++position) {
      order[position] = once(position, half, keys, at);
    }
    for (int position = 0; position < rows; ++position) {
      int value = order[position];
      while (Integer.compareUnsigned(value, rows) >= 0) {
        value = once(value, half, keys, at);
      }
      order[position] = value;
    }
  }

  private static int half(int rows) {
    int half = 4;
    while (((rows - 1L) >> (2 * half)) > 0) {
      ++half;
    }
    return half;
  }

  private static int once(int value, int half, int[] keys, int at) {
    int mask = (1 << half) - 1;
    int left = value >>> half;
    int right = value & mask;
    for (int i = 0; i < ROUNDS; ++i) {
      // The 32-bit finalizer of MurmurHash3 (Appleby).
      int h = right ^ keys[at + i];
      h = (h ^ (h >>> 16)) * 0x85ebca6b;
      h = (h ^ (h >>> 13)) * 0xc2b2ae35;
      int mixed = left ^ ((h ^ (h >>> 16)) & mask);
      left = right;
      right = mixed;
    }
    return (left << half) | right;
  }
}
