package org.logcl.kernel;

import static org.logcl.numerics.Canonical.flush;

import org.logcl.numerics.CanonicalLoops;
import org.logcl.numerics.Chains;
import org.logcl.numerics.Steps;

/**
 * The steps of rows of the sigmoid head after their logits, for several rows at once: twin of
 * {@code lc_sigmoid_strip} in {@code kernels/shared/strip.cl}. The bits of {@link
 * Steps#sigmoidLoss} and {@link Steps#sigmoidResidual}, row by row. One thread at a time.
 */
final class SigmoidRowsTwin {
  /** What the steps of a row take, in multiply-adds of a long loop, roughly. */
  static final int COST = 100;

  private final CanonicalLoops loops;
  private final float[] minusAbs;
  private final float[] t;
  private final float[] onePlus;
  private final float[] inverse;
  private final float[] log;

  /** Steps of at most so many rows at once. */
  SigmoidRowsTwin(int most) {
    loops = new CanonicalLoops(most);
    minusAbs = Chains.array(most);
    t = Chains.array(most);
    onePlus = Chains.array(most);
    inverse = Chains.array(most);
    log = Chains.array(most);
  }

  /**
   * Turns logits into weighted residuals in place, and stores losses and correct rows.
   *
   * @param values logits, then residuals, of the rows at {@code count} positions, from 0 on
   */
  void run(
      int count,
      int[] order,
      long position,
      float[] targets,
      float[] weights,
      float[] values,
      float[] losses,
      int[] correct) {
    exponentials(count, values);
    for (int i = 0; i < count; ++i) {
      int row = Steps.row(order, position + i);
      int k = (int) position + i;
      // -0 becomes +0 here, so that the sign bit says whether z >= 0. A branch on it would be
      // guessed wrongly for every other row.
      float z = values[i] + 0f;
      int negative = Float.floatToRawIntBits(z) >> 31;
      float target = targets[row];
      float y = flush(target);
      losses[k] = flush(Math.fma(1 + negative - y, z, log[i]));
      int larger = Float.floatToRawIntBits(inverse[i]);
      int smaller = Float.floatToRawIntBits(flush(t[i] * inverse[i]));
      int swap = (larger ^ smaller) & negative;
      float p = Float.intBitsToFloat(larger ^ swap);
      float q = Float.intBitsToFloat(smaller ^ swap);
      float residual = flush(Math.fma(1f - y, p, -flush(y * q)));
      values[i] = flush(weights[row] * residual);
      correct[k] = (z >= 0f) == (target >= 0.5f) ? 1 : 0;
    }
  }

  /**
   * The same of the labels of one row, a column each, with the weights of their positive side: twin
   * of {@code lc_label_row} in {@code kernels/multilabel_residual.cl}.
   *
   * @param positiveWeights one a label
   * @param weight of the row
   */
  void labels(
      int count,
      float[] targets,
      float[] positiveWeights,
      float weight,
      float[] values,
      float[] losses,
      int[] correct) {
    exponentials(count, values);
    for (int c = 0; c < count; ++c) {
      float z = values[c];
      float y = flush(targets[c]);
      float negative = 1f - y;
      float positive = flush(positiveWeights[c] * y);
      float minor = flush(t[c] * inverse[c]);
      float p = z >= 0f ? inverse[c] : minor;
      float q = z >= 0f ? minor : inverse[c];
      float mass = negative + positive;
      losses[c] = flush(Math.fma(z >= 0f ? negative : -positive, z, mass * log[c]));
      float residual = flush(Math.fma(negative, p, -flush(positive * q)));
      values[c] = flush(weight * residual);
      correct[c] = (z >= 0f) == (targets[c] >= 0.5f) ? 1 : 0;
    }
  }

  private void exponentials(int count, float[] values) {
    for (int i = 0; i < count; ++i) {
      minusAbs[i] = -Math.abs(values[i]);
    }
    loops.exp(count, minusAbs, t);
    for (int i = 0; i < count; ++i) {
      onePlus[i] = 1f + t[i];
    }
    loops.reciprocal(count, onePlus, inverse);
    loops.log1p(count, t, log);
  }
}
