package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.kernel.Shape;

/**
 * Truth and bounds of row losses and weighted residuals of independent labels: the steps of {@code
 * lc_label_row}, label by label, and the sum of the losses in lanes and a tree.
 */
public final class ExpectedLabelScores {
  private ExpectedLabelScores() {}

  /**
   * Targets in [0, 1], {@code [rows of the data][logits]}; positive weights {@code [logits]}, 0 or
   * more.
   */
  public static ExpectedScores of(
      Shape shape,
      Positions rows,
      float[] targets,
      float[] positiveWeights,
      float[] weights,
      float[] logits) {
    int classes = shape.logits();
    ExpectedScores expected = ExpectedScores.of(rows.count(), shape.stride());
    for (int k = 0; k < rows.count(); ++k) {
      float s = weights[rows.row(k)];
      double sum = 0;
      double error = 0;
      float naiveSum = 0;
      boolean right = true;
      for (int c = 0; c < classes; ++c) {
        float y = targets[rows.row(k) * classes + c];
        float z = logits[k * shape.stride() + c];
        float q = positiveWeights[c];
        sum += Truth.sigmoidLoss(z, y, q);
        error += loss(z, y, q).error();
        naiveSum += Naive.sigmoidLoss(z, y, q);
        right &= (z >= 0) == (y >= 0.5);
        expected
            .residuals()
            .set(
                k * shape.stride() + c,
                s * Truth.sigmoidResidual(z, y, q),
                exact(s).times(residual(z, y, q)).flushed().error(),
                s * ((1 - y) * Naive.sigmoid(z) - q * y * (1 - Naive.sigmoid(z))));
      }
      double bound = error + gamma(ExpectedScores.additions(classes)) * (sum + error);
      expected.losses().set(k, sum, bound, naiveSum);
      expected.correct()[k] = right ? 1 : 0;
    }
    return expected;
  }

  private static Bounded loss(double z, double target, double q) {
    Bounded y = exact(target).flushed();
    Bounded positive = exact(q).times(y).flushed();
    Bounded negative = ONE.minus(y);
    Bounded mass = negative.plus(positive);
    Bounded log = exact(-Math.abs(z)).exp().log1p();
    Bounded side = z >= 0 ? negative : positive.negated();
    return side.fma(exact(z), mass.times(log)).flushed();
  }

  private static Bounded residual(double z, double target, double q) {
    Bounded y = exact(target).flushed();
    Bounded t = exact(-Math.abs(z)).exp();
    Bounded inverse = ONE.plus(t).reciprocal();
    Bounded minor = t.times(inverse).flushed();
    Bounded p = z >= 0 ? inverse : minor;
    Bounded other = z >= 0 ? minor : inverse;
    Bounded positive = exact(q).times(y).flushed();
    return ONE.minus(y).fma(p, positive.times(other).flushed().negated()).flushed();
  }
}
