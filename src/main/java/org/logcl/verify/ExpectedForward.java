package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.kernel.Shape;
import org.logcl.numerics.Orders;

/** Truth and bounds of logits and probabilities. */
public final class ExpectedForward {
  private ExpectedForward() {}

  /**
   * Logits of either head. A product passes through its chain of fma, and the sum through the tree
   * and the intercept: with n roundings at most on any path the error is at most gamma(n) (sum |x_d
   * w_d| + |b|) (Higham, 3.1). n is
   *
   * <pre>
   *   sigmoid   ceil(D / 64) in a lane + 6 in the tree + 1 for the intercept
   *   softmax   D in the chain + 1 for the intercept
   * </pre>
   *
   * Nothing is flushed, and no product is subnormal.
   */
  public static Expectation logits(Shape shape, Positions rows, float[] x, float[] params) {
    int features = shape.features();
    int stride = shape.stride();
    int roundings =
        shape.isSigmoid()
            ? (features + Orders.LANES - 1) / Orders.LANES + treeDepth() + 1
            : features + 1;
    Expectation expected = Expectation.of(rows.count() * stride);
    for (int k = 0; k < rows.count(); ++k) {
      int at = rows.row(k) * features;
      for (int c = 0; c < stride; ++c) {
        double size = Math.abs(params[features * stride + c]);
        float naive = 0;
        for (int d = 0; d < features; ++d) {
          size += Math.abs((double) x[at + d] * params[d * stride + c]);
          naive += x[at + d] * params[d * stride + c];
        }
        expected.set(
            k * stride + c,
            Truth.logit(features, x, at, params, stride, c),
            gamma(roundings) * size,
            naive + params[features * stride + c]);
      }
    }
    return expected;
  }

  /** Roundings of the halving tree: 6. */
  static int treeDepth() {
    return Integer.numberOfTrailingZeros(Orders.LANES);
  }

  /**
   * Probabilities: of both classes with the sigmoid head; else {@code stride} values a row, the
   * padding as it was.
   */
  public static Expectation probabilities(Shape shape, int rows, float[] logits) {
    return shape.isSigmoid() ? sigmoid(rows, logits) : softmax(shape, rows, logits);
  }

  /** Running analysis of t = e^-|z|, 1 / (1 + t), and t / (1 + t) for the smaller side. */
  private static Expectation sigmoid(int rows, float[] logits) {
    Expectation expected = Expectation.of(2 * rows);
    for (int i = 0; i < 2 * rows; ++i) {
      float z = i % 2 == 0 ? -logits[i / 2] : logits[i / 2];
      Bounded t = exact(-Math.abs(z)).exp();
      Bounded inverse = ONE.plus(t).reciprocal();
      Bounded p = z >= 0 ? inverse : t.times(inverse).flushed();
      // The naive probability of the first class is 1 less that of the second.
      float naive = i % 2 == 0 ? 1 - Naive.sigmoid(-z) : Naive.sigmoid(z);
      expected.set(i, Truth.sigmoid(z), p.error(), naive);
    }
    return expected;
  }

  private static Expectation softmax(Shape shape, int rows, float[] logits) {
    int classes = shape.logits();
    int stride = shape.stride();
    Expectation expected = Expectation.of(rows * stride);
    float[] naive = new float[classes];
    for (int k = 0; k < rows; ++k) {
      int at = k * stride;
      Truth.Softmax truth = Truth.Softmax.of(classes, logits, at);
      SoftmaxBounds bounds = SoftmaxBounds.of(truth);
      Naive.softmax(classes, logits, at, naive);
      for (int c = 0; c < classes; ++c) {
        Bounded p = bounds.probability(c);
        expected.set(at + c, truth.probability(c), p.error(), naive[c]);
      }
      for (int c = classes; c < stride; ++c) {
        expected.set(at + c, logits[at + c], 0, logits[at + c]);
      }
    }
    return expected;
  }
}
