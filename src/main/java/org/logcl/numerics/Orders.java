package org.logcl.numerics;

import java.util.Arrays;

/**
 * The canonical orders of summation: functions of the shape alone, never of the device, the
 * work-group size or the tuning. Kernel twin: {@code kernels/shared/orders.cl}.
 */
public final class Orders {
  /** Lanes of a lane sum: lane l takes elements l, l + 64, ..., then a halving tree. */
  public static final int LANES = 64;

  /** Class stride of the softmax head is the number of classes rounded up to this. */
  public static final int CLASS_TILE = 16;

  private Orders() {}

  /**
   * Rows of a canonical chunk. A gradient is one chain of fused multiply-adds over the rows of a
   * chunk; chunks are combined in chunk order. Few classes take short chunks, so that small data
   * feed several cores; with many classes a chunk's partial gradient is as large as the parameters,
   * and long chunks keep it rare.
   *
   * @param logits logits a row: 1 for the sigmoid head, else the number of classes
   */
  public static int chunkRows(int logits) {
    if (logits == 1) {
      return 512;
    }
    return logits <= 32 ? 192 : 768;
  }

  /**
   * The halving tree over 64 lanes, in place: lane l takes lane l + 32, then l + 16, and so on to
   * lane 0.
   */
  public static float tree(float[] lane) {
    for (int width = LANES / 2; width > 0; width /= 2) {
      for (int l = 0; l < width; ++l) {
        lane[l] = lane[l] + lane[l + width];
      }
    }
    return lane[0];
  }

  /** Dot product of two vectors of length n in 64 lanes and a tree. */
  public static float laneDot(int n, float[] a, int aAt, float[] b, int bAt, float[] lane) {
    Arrays.fill(lane, 0f);
    int d = 0;
    for (; d + LANES <= n; d += LANES) {
      for (int l = 0; l < LANES; ++l) {
        lane[l] = Math.fma(a[aAt + d + l], b[bAt + d + l], lane[l]);
      }
    }
    for (int l = 0; d + l < n; ++l) {
      lane[l] = Math.fma(a[aAt + d + l], b[bAt + d + l], lane[l]);
    }
    return tree(lane);
  }

  /**
   * The halving tree over the lanes that {@link Chains#stripes} left in the 64 elements from n on.
   * Lane 0 is where d is a multiple of 64.
   *
   * @param lane room for 64 lanes
   */
  public static float treeOfStripe(int n, float[] stripe, float[] lane) {
    int past = n % LANES;
    if (past == 0) {
      return unrolledTree(stripe, n);
    }
    System.arraycopy(stripe, n + LANES - past, lane, 0, past);
    System.arraycopy(stripe, n, lane, past, LANES - past);
    return unrolledTree(lane, 0);
  }

  /**
   * The first levels of the tree for rows of {@code lanes} lanes that lie one after the other,
   * until each row's first 16 elements hold what is left; see {@link #treeOf16}. Lanes that a row
   * lacks are +0.
   *
   * @param lanes 16, 32 or 64
   */
  public static void foldRows(int rows, int lanes, float[] v) {
    // The upper half of each row's elements gets sums that nobody reads.
    if (lanes == 64) {
      for (int i = 0; i < 64 * rows - 32; ++i) {
        v[i] = v[i] + v[i + 32];
      }
    }
    if (lanes >= 32) {
      for (int i = 0; i < lanes * rows - 16; ++i) {
        v[i] = v[i] + v[i + 16];
      }
    }
  }

  /**
   * The last four levels of the tree, for 16 lanes: {@link #tree} with lane 0's sum written out.
   */
  public static float treeOf16(float[] v, int at) {
    float even =
        ((v[at] + v[at + 8]) + (v[at + 4] + v[at + 12]))
            + ((v[at + 2] + v[at + 10]) + (v[at + 6] + v[at + 14]));
    float odd =
        ((v[at + 1] + v[at + 9]) + (v[at + 5] + v[at + 13]))
            + ((v[at + 3] + v[at + 11]) + (v[at + 7] + v[at + 15]));
    return even + odd;
  }

  /** The whole tree, with lane 0's sum written out. */
  private static float unrolledTree(float[] v, int at) {
    float even =
        ((quarter(v, at) + quarter(v, at + 8)) + (quarter(v, at + 4) + quarter(v, at + 12)))
            + ((quarter(v, at + 2) + quarter(v, at + 10))
                + (quarter(v, at + 6) + quarter(v, at + 14)));
    float odd =
        ((quarter(v, at + 1) + quarter(v, at + 9)) + (quarter(v, at + 5) + quarter(v, at + 13)))
            + ((quarter(v, at + 3) + quarter(v, at + 11))
                + (quarter(v, at + 7) + quarter(v, at + 15)));
    return even + odd;
  }

  /** The first two levels of the tree: four lanes become one of 16. */
  private static float quarter(float[] v, int at) {
    return (v[at] + v[at + 32]) + (v[at + 16] + v[at + 48]);
  }
}
