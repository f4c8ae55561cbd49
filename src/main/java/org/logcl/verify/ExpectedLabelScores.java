package org.logcl.verify;

import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.gamma;

import org.logcl.kernel.Shape;

/**
 * Truth and bounds of row losses and weighted residuals of independent labels: those of the sigmoid
 * head, label by label, and the sum of the losses in lanes and a tree.
 */
public final class ExpectedLabelScores {
  private ExpectedLabelScores() {}

  /** Targets in [0, 1], {@code [rows of the data][logits]}. */
  public static ExpectedScores of(
      Shape shape, Positions rows, float[] targets, float[] weights, float[] logits) {
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
        sum += Truth.sigmoidLoss(z, y);
        error += ExpectedScores.sigmoidLoss(z, y).error();
        naiveSum += Naive.sigmoidLoss(z, y);
        right &= (z >= 0) == (y >= 0.5);
        expected
            .residuals()
            .set(
                k * shape.stride() + c,
                s * Truth.sigmoidResidual(z, y),
                exact(s).times(ExpectedScores.sigmoidResidual(z, y)).flushed().error(),
                s * (Naive.sigmoid(z) - y));
      }
      double bound = error + gamma(ExpectedScores.additions(classes)) * (sum + error);
      expected.losses().set(k, sum, bound, naiveSum);
      expected.correct()[k] = right ? 1 : 0;
    }
    return expected;
  }
}
