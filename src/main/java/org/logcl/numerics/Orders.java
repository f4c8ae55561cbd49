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
}
