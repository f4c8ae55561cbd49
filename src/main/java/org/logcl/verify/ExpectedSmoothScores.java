package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;
import static org.logcl.verify.Bounded.nearest;

import org.logcl.kernel.Shape;

/**
 * Truth and bounds of row losses and weighted residuals of the softmax head with label smoothing.
 * The bounds are a running analysis of the kernel's formulas; truth is the textbook's, (1 - e)
 * times the loss of the class and e times the mean of the losses of all classes.
 */
public final class ExpectedSmoothScores {
  private ExpectedSmoothScores() {}

  /** Targets are class indices. */
  public static ExpectedScores of(
      Shape shape,
      Positions rows,
      float smoothing,
      int[] targets,
      float[] weights,
      float[] logits) {
    int classes = shape.logits();
    ExpectedScores expected = ExpectedScores.of(rows.count(), shape.stride());
    float[] naive = new float[classes];
    double e = smoothing;
    Target target = Target.of(classes, smoothing);
    for (int k = 0; k < rows.count(); ++k) {
      int y = targets[rows.row(k)];
      float s = weights[rows.row(k)];
      int at = k * shape.stride();
      Truth.Softmax truth = Truth.Softmax.of(classes, logits, at);
      SoftmaxBounds bounds = SoftmaxBounds.of(truth);
      Naive.softmax(classes, logits, at, naive);
      double sum = 0;
      float naiveSum = 0;
      for (int c = 0; c < classes; ++c) {
        sum += truth.loss(c);
        naiveSum -= Naive.log(naive[c]);
      }
      double loss = (1 - e) * truth.loss(y) + e * sum / classes;
      float naiveLoss = (1 - smoothing) * -Naive.log(naive[y]) + smoothing / classes * naiveSum;
      expected.losses().set(k, loss, target.loss(bounds, y).error(), naiveLoss);
      for (int c = 0; c < classes; ++c) {
        double residual =
            c == y
                ? e * (classes - 1) / classes - truth.complement(c)
                : truth.probability(c) - e / classes;
        float naiveTarget = smoothing / classes + (c == y ? 1 - smoothing : 0);
        expected
            .residuals()
            .set(
                at + c,
                s * residual,
                exact(s).times(target.residual(bounds, c, y)).flushed().error(),
                s * (naive[c] - naiveTarget));
      }
      expected.correct()[k] = truth.best() == y ? 1 : 0;
    }
    return expected;
  }

  /**
   * What the kernel takes for the target.
   *
   * @param e the smoothing, exact but for its flush
   * @param share of each class: a quotient, rounded once and flushed
   */
  private record Target(Bounded e, Bounded share) {
    static Target of(int classes, float smoothing) {
      double quotient = (double) smoothing / classes;
      // A smoothing of 0 has a share of exactly 0.
      Bounded share = smoothing == 0 ? Bounded.ZERO : nearest(quotient).flushed();
      return new Target(exact(smoothing).flushed(), share);
    }

    /**
     * Sum of products of two numbers that are not negative, in lanes of fma and a tree; then
     * log1p(rest) of a target whose parts sum to exactly 1.
     */
    Bounded loss(SoftmaxBounds bounds, int y) {
      int classes = bounds.e().length;
      Bounded own = ONE.minus(e).plus(share);
      double sum = 0;
      double error = 0;
      for (int c = 0; c < classes; ++c) {
        Bounded t = c == y ? own : share;
        Bounded gap = bounds.gap()[c].flushed();
        sum += t.value() * gap.value();
        error += t.value() * gap.error() + gap.value() * t.error() + t.error() * gap.error();
      }
      double rounded = gamma(ExpectedScores.additions(classes)) * (sum + error);
      return new Bounded(sum, error + rounded).plus(bounds.rest().log1p()).flushed();
    }

    Bounded residual(SoftmaxBounds bounds, int c, int y) {
      return c == y
          ? e.minus(share).minus(bounds.complement(c))
          : bounds.probability(c).minus(share);
    }
  }
}
