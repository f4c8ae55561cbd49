package org.logcl.kernel;

import org.logcl.numerics.Chains;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/**
 * Rows of at most 64 features: each lane has a single product. A row is too short for a loop of its
 * own, so the rows lie in one array, each padded with zeros to 16, 32 or 64 lanes, and loops run
 * over all of them. Twin of {@code lc_sigmoid_narrow}.
 */
final class NarrowStripTwin extends StripTwin {
  private static final int ROWS = 64;
  private static final int BLOCK = 8;

  private final int lanes;
  private final float[] x;
  private final float[] products;
  // The weights, once for each row.
  private final float[] weights;

  NarrowStripTwin(int features, int most) {
    super(features, Math.min(ROWS, most), Orders.LANES);
    lanes = features <= 16 ? 16 : (features <= 32 ? 32 : 64);
    x = Chains.array(rows * lanes);
    products = Chains.array(rows * lanes);
    weights = Chains.array(rows * lanes);
  }

  @Override
  void takeWeights(float[] params) {
    for (int i = 0; i < rows; ++i) {
      System.arraycopy(params, 0, weights, i * lanes, features);
    }
  }

  @Override
  void load(int count, int[] order, long position, float[] from) {
    for (int i = 0; i < count; ++i) {
      System.arraycopy(from, Steps.row(order, position + i) * features, x, i * lanes, features);
    }
  }

  @Override
  void dots(int count) {
    Chains.products(count * lanes, x, weights, products);
    Orders.foldRows(count, lanes, products);
    for (int i = 0; i < count; ++i) {
      values[i] = Orders.treeOf16(products, i * lanes);
    }
  }

  @Override
  void extend(int count) {
    for (int d = 0; d < features; d += BLOCK) {
      extend(count, d);
    }
  }

  /** Eight chains over all rows, in registers. */
  private void extend(int count, int d) {
    float g0 = sums[d];
    float g1 = sums[d + 1];
    float g2 = sums[d + 2];
    float g3 = sums[d + 3];
    float g4 = sums[d + 4];
    float g5 = sums[d + 5];
    float g6 = sums[d + 6];
    float g7 = sums[d + 7];
    for (int i = 0; i < count; ++i) {
      float r = values[i];
      int at = i * lanes + d;
      g0 = Math.fma(r, x[at], g0);
      g1 = Math.fma(r, x[at + 1], g1);
      g2 = Math.fma(r, x[at + 2], g2);
      g3 = Math.fma(r, x[at + 3], g3);
      g4 = Math.fma(r, x[at + 4], g4);
      g5 = Math.fma(r, x[at + 5], g5);
      g6 = Math.fma(r, x[at + 6], g6);
      g7 = Math.fma(r, x[at + 7], g7);
    }
    sums[d] = g0;
    sums[d + 1] = g1;
    sums[d + 2] = g2;
    sums[d + 3] = g3;
    sums[d + 4] = g4;
    sums[d + 5] = g5;
    sums[d + 6] = g6;
    sums[d + 7] = g7;
  }
}
