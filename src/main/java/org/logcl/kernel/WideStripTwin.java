package org.logcl.kernel;

import org.logcl.numerics.Chains;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Rows of more than 64 features: the loops run along a row. Twin of {@code lc_sigmoid_wide}. */
final class WideStripTwin extends StripTwin {
  private static final int ROWS = 16;

  private final float[] lane = new float[Orders.LANES];
  private final float[] weights;
  private final float[][] row = new float[ROWS][];
  private final float[] stripe0;
  private final float[] stripe1;

  WideStripTwin(int features) {
    super(features, ROWS, features);
    weights = Chains.array(features);
    for (int i = 0; i < ROWS; ++i) {
      row[i] = Chains.array(features);
    }
    stripe0 = Chains.array(features + Orders.LANES);
    stripe1 = Chains.array(features + Orders.LANES);
  }

  @Override
  void takeWeights(float[] params) {
    System.arraycopy(params, 0, weights, 0, features);
  }

  @Override
  void load(int count, int[] order, long position, float[] x) {
    for (int i = 0; i < count; ++i) {
      System.arraycopy(x, Steps.row(order, position + i) * features, row[i], 0, features);
    }
  }

  @Override
  void dots(int count) {
    for (int i = 0; i < count; i += 2) {
      // An odd row out is taken twice.
      int j = Math.min(i + 1, count - 1);
      Chains.stripes(features, row[i], row[j], weights, stripe0, stripe1);
      values[i] = Orders.treeOfStripe(features, stripe0, lane);
      values[j] = Orders.treeOfStripe(features, stripe1, lane);
    }
  }

  @Override
  void extend(int count) {
    float[] r = values;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      Chains.add4(
          features,
          r[i],
          r[i + 1],
          r[i + 2],
          r[i + 3],
          row[i],
          row[i + 1],
          row[i + 2],
          row[i + 3],
          sums);
    }
    for (; i < count; ++i) {
      Chains.add(features, r[i], row[i], sums);
    }
  }
}
