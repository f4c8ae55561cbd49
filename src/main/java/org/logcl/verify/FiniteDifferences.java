package org.logcl.verify;

import java.util.BitSet;
import org.logcl.data.Dataset;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/**
 * The gradient of the objective by central differences in double precision, from the textbook loss
 * alone: no formula of the gradient is used. With step h for parameter w_dc
 *
 * <pre>
 *   g ~ (J(w + h) - J(w - h)) / (2 h),   J = (1/S) sum_i s_i loss_i + l2/2 |W|^2
 * </pre>
 *
 * where only logit c of row i moves, by h x_id. How far a correct device may be from it:
 *
 * <pre>
 *   cut-off     h^2/6 |J'''|; the third derivative of any loss by a logit is at most 1/(6 sqrt 3),
 *               whatever the targets: they add what is linear in the logits
 *   rounding    of the losses in double, over h
 *   logits      off by e: the residual by e/4 (sigmoid) or e/2 (softmax: sum_j |dp_c/dz_j| &lt;= 1/2)
 *   targets     the residual by their rounding to float32 (TextbookLoss)
 *   residual    as the kernel alone may be off
 *   sum         gamma(n) sum |r x| over a chunk, then the total of two floats over the chunks
 * </pre>
 *
 * A label's loss, whose positive side counts q, has all but the last two max(1, q) times. The step
 * is 2^-15 over the largest |x| of the feature: there cut-off and rounding are about equal and
 * small against the rest.
 */
final class FiniteDifferences {
  private static final int STEP_EXPONENT = -15;
  private static final double THIRD_DERIVATIVE = 1 / (6 * Math.sqrt(3));
  private static final double U64 = 0x1p-53;
  // Logits of a block of rows that are held at once.
  private static final int BLOCK = 1 << 18;
  // Exponentials that all differences together may take: a few seconds.
  private static final long BUDGET = 1 << 25;

  private final Shape shape;
  private final float[] x;
  private final int rows;
  private final TextbookLoss loss;
  private final float[] weights;
  private final float[] params;
  private final int[] chosen;
  private final double[] step;
  // Sums over rows, one for each chosen parameter.
  private final double[] difference;
  private final double[] size;
  private final double[] cube;
  private final double[] evaluation;
  private final double[] residualError;
  private final double[] product;
  private double weightSum;
  private double lostWeight;

  /**
   * What was found.
   *
   * @param index the parameters looked at, row-major [features + 1][logits], ascending
   * @param gradient their differences
   * @param allowance how far a correct device may be from them
   */
  @SuppressWarnings("ArrayRecordComponent") // carries results; never compared
  record Result(int[] index, double[] gradient, double[] allowance) {}

  private FiniteDifferences(
      Shape shape, Dataset data, TextbookLoss loss, float[] params, int[] chosen) {
    this.shape = shape;
    this.x = data.features();
    this.rows = data.rows();
    this.loss = loss;
    this.params = params;
    this.chosen = chosen;
    this.weights = scaled(data.weights());
    step = new double[chosen.length];
    difference = new double[chosen.length];
    size = new double[chosen.length];
    cube = new double[chosen.length];
    evaluation = new double[chosen.length];
    residualError = new double[chosen.length];
    product = new double[chosen.length];
  }

  /**
   * Differences of all parameters, or of as many, at random, as seconds allow.
   *
   * @param data prepared rows
   * @param loss of these rows
   * @param params as a backend has them, padding included
   */
  static Result of(Shape shape, Dataset data, TextbookLoss loss, float[] params, double l2) {
    int[] chosen = chosen(shape, data.rows());
    return new FiniteDifferences(shape, data, loss, params, chosen).run(l2);
  }

  private Result run(double l2) {
    for (int k = 0; k < chosen.length; ++k) {
      step[k] = step(feature(k));
    }
    int block = Math.max(1, BLOCK / shape.stride());
    for (int from = 0; from < rows; from += Math.min(block, rows - from)) {
      add(new Positions(null, from, Math.min(block, rows - from)));
    }
    double[] gradient = new double[chosen.length];
    double[] allowance = new double[chosen.length];
    for (int k = 0; k < chosen.length; ++k) {
      double w = feature(k) < shape.features() ? parameter(k) : 0;
      double h = step[k];
      double up = l2 / 2 * (w + h) * (w + h);
      double down = l2 / 2 * (w - h) * (w - h);
      double penalty = w == 0 ? 0 : (up - down) / (2 * h);
      gradient[k] = difference[k] / weightSum / (2 * h) + penalty;
      allowance[k] = allowed(k) + 8 * U64 * (w == 0 ? 0 : (up + down) / (2 * h));
    }
    return new Result(chosen, gradient, allowance);
  }

  private double allowed(int k) {
    double h = step[k];
    double cutOff = h * h / 6 * THIRD_DERIVATIVE * cube[k];
    double rounding = evaluation[k] / h + (rows + 8.0) * U64 * size[k];
    int chunks = shape.chunks(rows);
    double chain = Bounded.gamma(Math.min(rows, shape.chunkRows())) * product[k];
    double total = Bounded.gamma(chunks);
    double combined =
        chunks == 1 ? 0 : total * Bounded.U * (1 + total) * chunks * (product[k] + chain);
    // Weights under 2^-40 of the largest are flushed, from the sum of weights too.
    double lost = 2 * lostWeight / weightSum * size[k];
    return (cutOff + rounding + residualError[k] + chain + combined + lost) / weightSum;
  }

  private void add(Positions some) {
    Expectation logits = ExpectedForward.logits(shape, some, x, params);
    float[] nearest = new float[logits.length()];
    for (int i = 0; i < nearest.length; ++i) {
      nearest[i] = (float) logits.truth()[i];
    }
    Expectation residuals = loss.scores(shape, some, weights, nearest).residuals();
    double[] z = new double[shape.logits()];
    for (int row = 0; row < some.count(); ++row) {
      int at = row * shape.stride();
      double largest = 0;
      double error = 0;
      for (int c = 0; c < z.length; ++c) {
        z[c] = logits.truth()[at + c];
        largest = Math.max(largest, Math.abs(z[c]));
        // The truth's own rounding in double, and to the nearest float, included.
        error = Math.max(error, 1.001 * logits.bound()[at + c] + Bounded.U * Math.abs(z[c]));
      }
      add(some.row(row), z, largest, error, residuals, at);
    }
  }

  private void add(
      int row, double[] z, double largest, double error, Expectation residuals, int at) {
    double s = weights[row];
    weightSum += s;
    lostWeight += Canonical.flush(weights[row]) == s ? 0 : s;
    double moved = s * (error * loss.slope() + loss.targetError());
    double inDouble = loss.rounding(largest);
    double[] targets = loss.targets(row);
    for (int k = 0; k < chosen.length; ++k) {
      int d = feature(k);
      int c = chosen[k] % shape.logits();
      double xd = d < shape.features() ? x[row * shape.features() + d] : 1;
      // Exact: the step is a power of two.
      double delta = step[k] * xd;
      difference[k] +=
          delta == 0 ? 0 : s * (moved(z, c, delta, targets) - moved(z, c, -delta, targets));
      double magnitude = Math.abs(xd);
      double scale = loss.scale(c);
      // The kernel's own error is taken at the true logits; twice of it, and a flush more, is
      // enough
      // at the device's.
      double own = 2 * residuals.bound()[at + c] + (2 * s + 1) * Bounded.FLUSH;
      size[k] += s * scale * magnitude;
      cube[k] += s * scale * magnitude * magnitude * magnitude;
      evaluation[k] += s * scale * inDouble;
      residualError[k] += magnitude * (own + scale * moved);
      product[k] += magnitude * (Math.abs(residuals.truth()[at + c]) + own + scale * moved);
    }
  }

  /** The row's loss with one logit moved. */
  private double moved(double[] z, int logit, double delta, double[] targets) {
    double kept = z[logit];
    z[logit] = kept + delta;
    double value = loss.of(z, targets, logit);
    z[logit] = kept;
    return value;
  }

  private int feature(int k) {
    return chosen[k] / shape.logits();
  }

  private double parameter(int k) {
    return params[feature(k) * shape.stride() + chosen[k] % shape.logits()];
  }

  private double step(int feature) {
    float largest = feature < shape.features() ? 0 : 1;
    for (int i = 0; i < rows && feature < shape.features(); ++i) {
      largest = Math.max(largest, Math.abs(x[i * shape.features() + feature]));
    }
    return Math.scalb(1.0, STEP_EXPONENT - (largest == 0 ? 0 : Math.getExponent(largest)));
  }

  /** Largest weight in [1, 2), as training has them: the gradient is the same. */
  private float[] scaled(float[] given) {
    float[] result = new float[rows];
    float largest = 0;
    for (int i = 0; i < rows; ++i) {
      result[i] = given == null ? 1 : given[i];
      largest = Math.max(largest, result[i]);
    }
    for (int i = 0; i < rows; ++i) {
      result[i] = Math.scalb(result[i], -Math.getExponent(largest));
    }
    return result;
  }

  /** All parameters, or a random choice with the last intercept in it; ascending. */
  static int[] chosen(Shape shape, int rows) {
    int all = (shape.features() + 1) * shape.logits();
    long each = 2L * rows * Math.max(2, shape.logits());
    int wanted = (int) Math.min(all, Math.max(3, BUDGET / each));
    BitSet picked = new BitSet(all);
    if (wanted == all) {
      picked.set(0, all);
    }
    picked.set(all - 1);
    SplitMix random = new SplitMix(all);
    while (picked.cardinality() < wanted) {
      picked.set((int) Long.remainderUnsigned(random.next(), all));
    }
    return picked.stream().toArray();
  }
}
