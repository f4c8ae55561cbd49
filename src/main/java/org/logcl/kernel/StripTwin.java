package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Chains;
import org.logcl.numerics.Orders;

/**
 * A strip of rows of the sigmoid head, twin of {@code kernels/shared/sigmoid_chunk.cl}: rows are
 * copied once from X and stay in the cache between their logits and their gradient. The copy is
 * also what lets the JIT compiler use vectors, see {@link Chains}.
 *
 * <p>Orders: a logit is 64 lanes and a tree, a gradient is a chain over the rows in their order.
 * Reused from strip to strip; one thread at a time.
 */
abstract class StripTwin {
  /** Most rows of a strip. */
  final int rows;

  /** Logits of the strip's rows, or residuals, by row. */
  final float[] values;

  final int features;

  /** The chains of a chunk's gradient, by feature. */
  final float[] sums;

  private final SigmoidRowsTwin steps;
  private float bias;
  private float intercept;

  StripTwin(int features, int rows, int padded) {
    this.features = features;
    this.rows = rows;
    values = Chains.array(rows);
    sums = Chains.array(padded);
    steps = new SigmoidRowsTwin(rows);
  }

  /**
   * A strip for rows of this many features.
   *
   * @param most rows that there are at most
   */
  static StripTwin of(int features, int most) {
    return features <= Orders.LANES
        ? new NarrowStripTwin(features, most)
        : new WideStripTwin(features);
  }

  /** Takes the weights and the intercept. */
  final void begin(float[] params) {
    takeWeights(params);
    bias = params[features];
  }

  /** Takes the rows at {@code count} positions, at most {@link #rows}. */
  abstract void load(int count, int[] order, long position, float[] x);

  /** Takes the weights. */
  abstract void takeWeights(float[] params);

  /** Puts the rows' dot products with the weights into {@link #values}. */
  abstract void dots(int count);

  /** Puts the rows, times their residuals, on the chains of the gradient. */
  abstract void extend(int count);

  /** Logits of the rows. */
  final void forward(int count) {
    dots(count);
    for (int i = 0; i < count; ++i) {
      values[i] = values[i] + bias;
    }
  }

  /** Losses and correct rows; logits become weighted residuals. */
  final void score(
      int count,
      int[] order,
      long position,
      float[] targets,
      float[] weights,
      float[] losses,
      int[] correct) {
    steps.run(count, order, position, targets, weights, values, losses, correct);
  }

  /** Starts a chunk's gradient. */
  final void clear() {
    Arrays.fill(sums, 0f);
    intercept = 0f;
  }

  /** Adds the rows' part to the chunk's gradient. */
  final void backward(int count) {
    extend(count);
    for (int i = 0; i < count; ++i) {
      intercept = Math.fma(values[i], 1f, intercept);
    }
  }

  /** Stores the chunk's gradient: features, then the intercept. */
  final void store(float[] partials, int out) {
    // Math.fma rounds a zero to +0 in a chain from +0; kernels have lc_unsign_zero for that.
    System.arraycopy(sums, 0, partials, out, features);
    partials[out + features] = intercept;
  }
}
