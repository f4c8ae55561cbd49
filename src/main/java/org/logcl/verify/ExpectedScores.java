package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.kernel.Shape;
import org.logcl.numerics.Orders;

/**
 * Truth and bounds of row losses and weighted residuals. The bounds are running analyses of the
 * kernels' formulas; truth is the textbook's.
 *
 * @param losses row losses in nats, one a row of the block
 * @param residuals weighted residuals, {@code stride} values a row
 * @param correct 1 where the row is classified as its target says
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public record ExpectedScores(Expectation losses, Expectation residuals, int[] correct) {
  static ExpectedScores of(int rows, int stride) {
    return new ExpectedScores(Expectation.of(rows), Expectation.of(rows * stride), new int[rows]);
  }

  /** The sigmoid head; targets in [0, 1]. */
  public static ExpectedScores sigmoid(
      Positions rows, float[] targets, float[] weights, float[] logits) {
    ExpectedScores expected = of(rows.count(), 1);
    for (int k = 0; k < rows.count(); ++k) {
      float y = targets[rows.row(k)];
      float s = weights[rows.row(k)];
      float z = logits[k];
      double loss = Truth.sigmoidLoss(z, y);
      double residual = s * Truth.sigmoidResidual(z, y);
      expected.losses.set(k, loss, sigmoidLoss(z, y).error(), Naive.sigmoidLoss(z, y));
      expected.residuals.set(
          k,
          residual,
          exact(s).times(sigmoidResidual(z, y)).flushed().error(),
          s * (Naive.sigmoid(z) - y));
      expected.correct[k] = (z >= 0) == (y >= 0.5) ? 1 : 0;
    }
    return expected;
  }

  static Bounded sigmoidLoss(double z, double target) {
    Bounded y = exact(target).flushed();
    Bounded t = exact(-Math.abs(z)).exp();
    Bounded weight = z >= 0 ? ONE.minus(y) : y.negated();
    return weight.fma(exact(z), t.log1p()).flushed();
  }

  static Bounded sigmoidResidual(double z, double target) {
    Bounded y = exact(target).flushed();
    Bounded t = exact(-Math.abs(z)).exp();
    Bounded inverse = ONE.plus(t).reciprocal();
    Bounded minor = t.times(inverse).flushed();
    Bounded p = z >= 0 ? inverse : minor;
    Bounded q = z >= 0 ? minor : inverse;
    return ONE.minus(y).fma(p, y.times(q).flushed().negated()).flushed();
  }

  /** The softmax head; targets are class indices. */
  public static ExpectedScores softmax(
      Shape shape, Positions rows, int[] targets, float[] weights, float[] logits) {
    int classes = shape.logits();
    int stride = shape.stride();
    ExpectedScores expected = of(rows.count(), stride);
    float[] naive = new float[classes];
    for (int k = 0; k < rows.count(); ++k) {
      int y = targets[rows.row(k)];
      float s = weights[rows.row(k)];
      int at = k * stride;
      Truth.Softmax truth = Truth.Softmax.of(classes, logits, at);
      SoftmaxBounds bounds = SoftmaxBounds.of(truth);
      Naive.softmax(classes, logits, at, naive);
      expected.losses.set(k, truth.loss(y), bounds.loss(y).flushed().error(), -Naive.log(naive[y]));
      for (int c = 0; c < classes; ++c) {
        double residual = c == y ? -truth.complement(c) : truth.probability(c);
        Bounded bound = c == y ? bounds.complement(c) : bounds.probability(c);
        expected.residuals.set(
            at + c,
            s * residual,
            exact(s).times(bound).flushed().error(),
            s * (naive[c] - (c == y ? 1 : 0)));
      }
      expected.correct[k] = truth.best() == y ? 1 : 0;
    }
    return expected;
  }

  /** The softmax head; targets are distributions over the classes. */
  public static ExpectedScores soft(
      Shape shape, Positions rows, float[] targets, float[] weights, float[] logits) {
    int classes = shape.logits();
    int stride = shape.stride();
    ExpectedScores expected = of(rows.count(), stride);
    float[] naive = new float[classes];
    for (int k = 0; k < rows.count(); ++k) {
      int from = rows.row(k) * classes;
      float s = weights[rows.row(k)];
      int at = k * stride;
      Truth.Softmax truth = Truth.Softmax.of(classes, logits, at);
      SoftmaxBounds bounds = SoftmaxBounds.of(truth);
      Naive.softmax(classes, logits, at, naive);
      double mass = 0;
      double loss = 0;
      float naiveLoss = 0;
      int wanted = 0;
      for (int c = 0; c < classes; ++c) {
        float y = targets[from + c];
        mass += y;
        loss += y == 0 ? 0 : y * truth.loss(c);
        naiveLoss -= y == 0 ? 0 : y * Naive.log(naive[c]);
        wanted = y > targets[from + wanted] ? c : wanted;
      }
      expected.losses.set(k, loss, softLoss(bounds, targets, from), naiveLoss);
      Bounded massBound = mass(classes, targets, from);
      for (int c = 0; c < classes; ++c) {
        double y = targets[from + c];
        double residual = (mass - y) * truth.probability(c) - y * truth.complement(c);
        Bounded yc = exact(y).flushed();
        Bounded bound =
            massBound
                .minus(yc)
                .fma(bounds.probability(c), yc.times(bounds.complement(c)).flushed().negated())
                .flushed();
        expected.residuals.set(
            at + c,
            s * residual,
            exact(s).times(bound).flushed().error(),
            s * (naive[c] - targets[from + c]));
      }
      expected.correct[k] = truth.best() == wanted ? 1 : 0;
    }
    return expected;
  }

  /** Sum of a row of targets in lanes and tree: the terms' flushes, gamma(n) times the sum. */
  private static Bounded mass(int classes, float[] targets, int from) {
    double sum = 0;
    double error = 0;
    for (int c = 0; c < classes; ++c) {
      sum += targets[from + c];
      error += exact(targets[from + c]).flushed().error();
    }
    return new Bounded(sum, error + gamma(additions(classes)) * (sum + error));
  }

  /** Sum of products of two numbers that are not negative, in lanes of fma and a tree. */
  private static double softLoss(SoftmaxBounds bounds, float[] targets, int from) {
    int classes = bounds.e().length;
    double sum = 0;
    double error = 0;
    for (int c = 0; c < classes; ++c) {
      Bounded y = exact(targets[from + c]).flushed();
      Bounded cost = bounds.loss(c).flushed();
      // A target of exactly 0 adds exactly 0.
      if (y.value() != 0) {
        sum += y.value() * cost.value();
        error += y.value() * cost.error() + cost.value() * y.error() + y.error() * cost.error();
      }
    }
    Bounded total = new Bounded(sum, error + gamma(additions(classes)) * (sum + error));
    return total.flushed().error();
  }

  /** Additions on any path through the lanes and the tree. */
  static int additions(int classes) {
    return (classes + Orders.LANES - 1) / Orders.LANES + ExpectedForward.treeDepth();
  }
}
