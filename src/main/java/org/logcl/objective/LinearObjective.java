package org.logcl.objective;

import java.util.List;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Chunks;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Readback;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.Rows;
import org.logcl.kernel.SgdUpdate;
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
  private final Stepper stepper;
  private final Resources made = new Resources();
  // The parameters on the backend, padded: nothing is read back to know them.
  private float[] current;

  /**
   * A model of zeros.
   *
   * @param mostRows rows of the largest data set or batch to come
   */
  public LinearObjective(Backend backend, Shape shape, int mostRows) {
    this(backend, shape, mostRows, true);
  }

  /**
   * A model of zeros.
   *
   * @param hasPasses whether all data to come have {@link DeviceData#hasPasses}
   */
  public LinearObjective(Backend backend, Shape shape, int mostRows, boolean hasPasses) {
    this(backend, shape, mostRows, hasPasses, backend.slabBytes(), EpochDescender.LAUNCH_WORK);
  }

  /**
   * A model of zeros, with limits: a workspace of at most twice {@code halfBytes}, or one chunk,
   * and launches of at most {@code launchWork} multiply-adds, or one step.
   */
  LinearObjective(
      Backend backend,
      Shape shape,
      int mostRows,
      boolean hasPasses,
      long halfBytes,
      long launchWork) {
    this.launchWork = launchWork;
    this.backend = backend;
    this.shape = shape;
    workspace = new Workspace(backend, shape, mostRows, hasPasses, halfBytes);
    try {
      params = made.add(backend.floats("parameters", shape.parameters()));
      velocity = made.add(backend.floats("velocity", shape.parameters()));
      stepper = new Stepper(backend, shape, params, velocity, made);
      current = new float[shape.parameters()];
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Called between the steps of a long epoch, a few times a second or less. */
  @FunctionalInterface
  public interface Progress {
    /** So many rows of an epoch are done. May throw to stop. */
    void rowsDone(int epoch, int rows);
  }

  /**
   * The numbers of descent.
   *
   * @param batchRows rows of a batch; the last batch of an epoch may be short and is averaged over
   *     its own rows
   * @param rate learning rate
   * @param l2 coefficient of the L2 penalty
   * @param clipNorm Euclidean norm that the gradient of a batch's mean loss is brought down to; 0
   *     leaves it as it is
   * @param rule how a gradient becomes a step
   */
  public record Descent(int batchRows, double rate, double l2, double clipNorm, Rule rule) {
    /** Plain descent with momentum. */
    public Descent(int batchRows, double rate, double momentum, double l2) {
      this(batchRows, rate, l2, 0, new Rule.Momentum(momentum, false));
    }

    /** Whether {@link SgdUpdate} is all there is to a step. */
    boolean isPlain() {
      return clipNorm == 0 && rule instanceof Rule.Momentum momentum && !momentum.nesterov();
    }

    /** A step of descent with momentum. */
    SgdUpdate.Step step(float inverseWeight) {
      double momentum = ((Rule.Momentum) rule).momentum();
      return new SgdUpdate.Step(inverseWeight, (float) rate, (float) momentum, (float) l2);
    }
  }

  /** Features and logits. */
  public Shape shape() {
    return shape;
  }

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
    restore(padded);
  }

  /** Puts parameters in place, as {@link #parameters()} or {@link EpochOutcome} gave them. */
  public void restore(float[] parameters) {
    params.write(0, parameters, 0, parameters.length);
    current = parameters.clone();
  }

  /** What descent remembers from step to step, besides the parameters. */
  public Memory memory() {
    return stepper.memory();
  }

  /** Puts in place what {@link #memory} gave. */
  public void restore(Memory memory) {
    stepper.restore(memory);
  }

  /** The parameters now, padded, for {@link #restore}. */
  public float[] parameters() {
    return current.clone();
  }

  /** The weights now, row-major [features][logits]. */
  public float[] weights() {
    return unpadded(0, shape.features());
  }

  /** The intercepts now, [logits]. */
  public float[] bias() {
    return unpadded(shape.features(), 1);
  }

  /**
   * How many epochs of a descent the backend takes at once. More than one spares waits for the
   * device where an epoch is short; what each epoch left is known all the same.
   */
  public int epochsAtOnce(DeviceData data, Descent descent) {
    return inLaunches(data, descent) ? new EpochDescender(this, data, descent).epochsAtOnce() : 1;
  }

  /**
   * Epochs of mini-batch descent: for each batch, the gradient at the present parameters, then a
   * step.
   *
   * @param firstEpoch number of the first, from 1
   * @param epochs how many, at most {@link #epochsAtOnce}
   * @param score whether the last outcome's {@link EpochOutcome#score} is of use
   */
  public List<EpochOutcome> epochs(
      DeviceData data,
      RowOrder order,
      int firstEpoch,
      int epochs,
      boolean score,
      Descent descent,
      Progress progress) {
    List<EpochOutcome> outcomes =
        inLaunches(data, descent)
            ? new EpochDescender(this, data, descent)
                .run(order, firstEpoch, epochs, score, progress)
            : new Descender(this, data, descent).run(order, firstEpoch, progress);
    current = outcomes.get(outcomes.size() - 1).parameters().clone();
    return outcomes;
  }

  private boolean inLaunches(DeviceData data, Descent descent) {
    return descent.isPlain()
        && data.hasPasses()
        && backend.epochsPay(shape, Math.min(descent.batchRows(), data.rows()));
  }

  /** Loss and correct rows at the present parameters. */
  public Totals score(DeviceData data) {
    RowSums.Plan plan = whole(data);
    scoreChunks(data);
    return totals(data, plan, null, workspace.sums, workspace.counts);
  }

  /**
   * Begins to score: where a fused pass sums as it goes, the chunks' sums come to the workspace.
   */
  void scoreChunks(DeviceData data) {
    for (int from = 0; from < data.rows(); from += workspace.slabRows) {
      Rows rows = slab(null, from, data.rows());
      if (data.losses() == null) {
        pass(data, rows, from / shape.chunkRows(), workspace.sums, workspace.counts);
      } else {
        forward(data, rows);
      }
    }
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
    boolean combined = gradient(data, null, 0, data.rows(), 0, workspace.sums, workspace.counts);
    Readback readback = new Readback();
    int parameters = shape.parameters();
    float[] high = readback.floats(combined ? workspace.high : workspace.partials, parameters);
    float[] low = combined ? readback.floats(workspace.low, parameters) : new float[parameters];
    Totals totals = totals(data, whole(data), null, workspace.sums, workspace.counts, readback);
    double[] gradient = new double[(shape.features() + 1) * shape.logits()];
    for (int d = 0, i = 0; d <= shape.features(); ++d) {
      for (int at = d * shape.stride(), end = at + shape.logits(); at < end; ++at, ++i) {
        gradient[i] = ((double) high[at] + low[at]) / totals.weight();
      }
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
   * Leaves the summed gradient of the positions in the workspace, and, where a fused pass gives
   * them, the weighted losses and correct rows of the chunks in {@code sums} and {@code counts}.
   *
   * @param at number of the first chunk in these
   * @return whether it was combined from several chunks; else it is the one chunk's partial sum,
   *     and there is no low part
   */
  boolean gradient(
      DeviceData data, Ints order, int from, int to, int at, Floats sums, Ints counts) {
    boolean single = shape.chunks(to - from) == 1;
    for (int first = from; first < to; first += workspace.slabRows) {
      Rows rows = slab(order, first, to);
      if (data.losses() == null) {
        pass(data, rows, at + (first - from) / shape.chunkRows(), sums, counts);
      } else {
        forward(data, rows);
        backward(data, rows);
      }
      if (!single) {
        backend.combineChunks(
            shape.parameters(),
            shape.chunks(rows.count()),
            first == from,
            workspace.partials,
            workspace.high,
            workspace.low);
      }
    }
    return !single;
  }

  /** A step along what {@link #gradient} left. */
  void update(boolean combined, Descent descent, float inverseWeight) {
    stepper.step(
        descent,
        inverseWeight,
        combined ? workspace.high : workspace.partials,
        combined ? workspace.low : workspace.zeros);
  }

  /** {@link #gradient} and {@link #update} at once, where the backend has that. */
  void step(DeviceData data, Rows rows, boolean goesOn, SgdUpdate.Step step) {
    backend.softmaxStep(
        shape,
        rows,
        goesOn,
        step,
        data.x(),
        data.targets().classes(),
        data.weights(),
        workspace.values,
        data.losses(),
        data.correct(),
        params,
        velocity);
  }

  /** Logits of some rows at the present parameters. */
  void logits(Rows rows, Floats x, Floats z) {
    if (shape.isSigmoid()) {
      backend.sigmoidLogits(shape, rows, x, params, z);
    } else {
      backend.softmaxLogits(shape, rows, x, params, z);
    }
  }

  /** Totals of an epoch from the sums of its chunks, which are there or are made from the rows. */
  Totals totals(DeviceData data, RowSums.Plan plan, Ints order, Floats sums, Ints counts) {
    return totals(data, plan, order, sums, counts, new Readback());
  }

  /** The same, which brings something else to the heap too. */
  Totals totals(
      DeviceData data, RowSums.Plan plan, Ints order, Floats sums, Ints counts, Readback readback) {
    if (data.losses() != null) {
      backend.rowSums(plan, order, data.weights(), data.losses(), data.correct(), sums, counts);
    }
    float[] losses = readback.floats(sums, plan.total());
    int[] correct = readback.ints(counts, plan.total());
    backend.read(readback);
    return data.totals(losses, correct);
  }

  private void pass(DeviceData data, Rows rows, int at, Floats sums, Ints counts) {
    Chunks chunks = new Chunks(sums, counts, at);
    if (shape.isSigmoid()) {
      backend.sigmoidPass(
          shape,
          rows,
          data.x(),
          params,
          data.targets().values(),
          data.weights(),
          chunks,
          workspace.partials);
    } else {
      backend.softmaxPass(
          shape,
          rows,
          data.x(),
          params,
          data.targets().classes(),
          data.weights(),
          chunks,
          workspace.partials);
    }
  }

  private void forward(DeviceData data, Rows rows) {
    if (!data.hasPasses()) {
      logits(rows, data.x(), workspace.values);
      data.targets()
          .residuals(rows, data.weights(), workspace.values, data.losses(), data.correct());
      return;
    }
    backend.softmaxForward(
        shape,
        rows,
        data.x(),
        params,
        data.targets().classes(),
        data.weights(),
        workspace.values,
        data.losses(),
        data.correct());
  }

  private void backward(DeviceData data, Rows rows) {
    if (data.hasPasses()) {
      backend.softmaxBackward(shape, rows, data.x(), workspace.values, workspace.partials);
    } else {
      backend.softmaxGradient(shape, rows, data.x(), workspace.values, workspace.partials);
    }
  }

  private RowSums.Plan whole(DeviceData data) {
    return new RowSums.Plan(data.rows(), data.rows(), shape.chunkRows());
  }

  private Rows slab(Ints order, int at, int to) {
    return new Rows(order, at, Math.min(workspace.slabRows, to - at));
  }

  private float[] unpadded(int fromRow, int rows) {
    float[] values = new float[rows * shape.logits()];
    for (int i = 0; i < values.length; ++i) {
      values[i] = current[(fromRow + i / shape.logits()) * shape.stride() + i % shape.logits()];
    }
    return values;
  }

  @Override
  public void close() {
    made.close();
    workspace.close();
  }
}
