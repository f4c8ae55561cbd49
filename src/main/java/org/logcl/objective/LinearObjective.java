package org.logcl.objective;

import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;

/**
 * The objective of a linear model, its parameters held by a backend:
 *
 * <pre>J(W, b) = (1/S) sum_i s_i loss(y_i, x_i W + b) + l2/2 |W|^2,   S = sum_i s_i</pre>
 *
 * One thread at a time.
 */
public final class LinearObjective implements AutoCloseable {
  final Backend backend;
  final Shape shape;
  final Workspace workspace;
  final long launchWork;
  final Floats params;
  final Floats velocity;
  private final Resources made = new Resources();

  /**
   * A model of zeros.
   *
   * @param mostRows rows of the largest data set or batch to come
   */
  public LinearObjective(Backend backend, Shape shape, int mostRows) {
    this(backend, shape, mostRows, Workspace.HALF_BYTES, Descender.LAUNCH_WORK);
  }

  /**
   * A model of zeros, with limits: a workspace of at most twice {@code halfBytes}, or one chunk,
   * and launches of at most {@code launchWork} multiply-adds, or one step.
   */
  LinearObjective(Backend backend, Shape shape, int mostRows, long halfBytes, long launchWork) {
    this.launchWork = launchWork;
    this.backend = backend;
    this.shape = shape;
    workspace = new Workspace(backend, shape, mostRows, halfBytes);
    try {
      params = made.add(backend.floats("parameters", shape.parameters()));
      velocity = made.add(backend.floats("velocity", shape.parameters()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Called between steps of an epoch, a few times a second or less. */
  @FunctionalInterface
  public interface Progress {
    /** So many rows of the epoch are done. May throw to stop. */
    void rowsDone(int rows);
  }

  /**
   * The numbers of descent.
   *
   * @param batchRows rows of a batch; the last batch of an epoch may be short and is averaged over
   *     its own rows
   * @param rate learning rate
   * @param momentum share of the last velocity that is kept
   * @param l2 coefficient of the L2 penalty
   */
  public record Descent(int batchRows, float rate, float momentum, float l2) {}

  /**
   * Puts parameters in place, flushed: weights row-major [features][logits], intercepts [logits].
   */
  public void parameters(float[] weights, float[] bias) {
    float[] padded = new float[shape.parameters()];
    for (int d = 0; d <= shape.features(); ++d) {
      for (int c = 0; c < shape.logits(); ++c) {
        float value = d < shape.features() ? weights[d * shape.logits() + c] : bias[c];
        padded[d * shape.stride() + c] = Canonical.flush(value);
      }
    }
    params.write(0, padded, 0, padded.length);
  }

  /** The weights now, row-major [features][logits]. */
  public float[] weights() {
    return unpadded(params.toArray(), 0, shape.features());
  }

  /** The intercepts now, [logits]. */
  public float[] bias() {
    return unpadded(params.toArray(), shape.features(), 1);
  }

  /**
   * One epoch of mini-batch descent: for each batch, the gradient at the present parameters, then a
   * step.
   *
   * @param order row numbers by position; null takes the rows as they lie
   * @return running totals: each row is scored before its batch's step
   */
  public Totals epoch(DeviceData data, int[] order, Descent descent, Progress progress) {
    int batchRows = Math.min(descent.batchRows(), data.rows());
    try (Resources epoch = new Resources()) {
      Ints positions = epoch.add(order == null ? null : backend.ints("order of rows", order));
      new Descender(this, data, descent).run(positions, order, epoch, progress);
      Totals totals = totals(data, positions, batchRows);
      progress.rowsDone(data.rows());
      return totals;
    }
  }

  /** Loss and correct rows at the present parameters. */
  public Totals score(DeviceData data) {
    for (int from = 0; from < data.rows(); from += workspace.slabRows) {
      residuals(data, slab(null, from, data.rows()));
    }
    return totals(data, null, data.rows());
  }

  /**
   * Gradient of the mean data loss at the present parameters (the penalty left out): weights then
   * intercepts, row-major [features + 1][logits], in double: the two-float total over the sum of
   * weights.
   */
  public double[] gradient(DeviceData data) {
    return evaluate(data).gradient();
  }

  /** Loss, correct rows and gradient at the present parameters: one pass over the rows. */
  public Evaluation evaluate(DeviceData data) {
    boolean combined = gradient(data, null, 0, data.rows());
    Totals totals = totals(data, null, data.rows());
    float[] high = (combined ? workspace.high : workspace.partials).toArray();
    float[] low = (combined ? workspace.low : workspace.zeros).toArray();
    double[] gradient = new double[(shape.features() + 1) * shape.logits()];
    for (int i = 0; i < gradient.length; ++i) {
      int at = i / shape.logits() * shape.stride() + i % shape.logits();
      gradient[i] = ((double) high[at] + low[at]) / totals.weight();
    }
    return new Evaluation(totals, gradient);
  }

  /** l2/2 times the sum of squared weights, in double, in the order of the weights. */
  public double penalty(double l2) {
    double sum = 0;
    for (float weight : weights()) {
      sum += (double) weight * weight;
    }
    return l2 / 2 * sum;
  }

  /**
   * Leaves the summed gradient of the positions in the workspace.
   *
   * @return whether it was combined from several chunks; else it is the one chunk's partial sum,
   *     and there is no low part
   */
  boolean gradient(DeviceData data, Ints order, int from, int to) {
    boolean single = shape.chunks(to - from) == 1;
    for (int at = from; at < to; at += workspace.slabRows) {
      Rows rows = slab(order, at, to);
      if (shape.isSigmoid()) {
        backend.sigmoidPass(
            shape,
            rows,
            data.x(),
            params,
            data.targets(),
            data.weights(),
            data.losses(),
            data.correct(),
            workspace.partials);
      } else {
        residuals(data, rows);
        backend.softmaxGradient(shape, rows, data.x(), workspace.values, workspace.partials);
      }
      if (!single) {
        backend.combineChunks(
            shape.parameters(),
            shape.chunks(rows.count()),
            at == from,
            workspace.partials,
            workspace.high,
            workspace.low);
      }
    }
    return !single;
  }

  /** Logits of some rows at the present parameters. */
  void logits(Rows rows, Floats x, Floats z) {
    if (shape.isSigmoid()) {
      backend.sigmoidLogits(shape, rows, x, params, z);
    } else {
      backend.softmaxLogits(shape, rows, x, params, z);
    }
  }

  private void residuals(DeviceData data, Rows rows) {
    logits(rows, data.x(), workspace.values);
    if (shape.isSigmoid()) {
      backend.sigmoidResidual(
          rows, data.targets(), data.weights(), workspace.values, data.losses(), data.correct());
    } else {
      backend.softmaxResidual(
          shape,
          rows,
          data.classes(),
          data.weights(),
          workspace.values,
          data.losses(),
          data.correct());
    }
  }

  private Rows slab(Ints order, int at, int to) {
    return new Rows(order, at, Math.min(workspace.slabRows, to - at));
  }

  private Totals totals(DeviceData data, Ints order, int batchRows) {
    RowSums.Plan plan = new RowSums.Plan(data.rows(), batchRows, shape.chunkRows());
    try (Floats sums = backend.floats("sums of losses", plan.total());
        Ints counts = backend.ints("counts of correct rows", plan.total())) {
      backend.rowSums(plan, order, data.weights(), data.losses(), data.correct(), sums, counts);
      double loss = 0;
      for (float sum : sums.toArray()) {
        loss += sum;
      }
      long correct = 0;
      for (int count : counts.toArray()) {
        correct += count;
      }
      backend.finish();
      return new Totals(loss, data.weightOf(null, 0, data.rows()), correct, data.rows());
    }
  }

  private float[] unpadded(float[] padded, int fromRow, int rows) {
    float[] values = new float[rows * shape.logits()];
    for (int i = 0; i < values.length; ++i) {
      values[i] = padded[(fromRow + i / shape.logits()) * shape.stride() + i % shape.logits()];
    }
    return values;
  }

  @Override
  public void close() {
    made.close();
    workspace.close();
  }
}
