package org.logcl.verify;

import org.logcl.kernel.Backend;
import org.logcl.kernel.Chunks;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Ordering;
import org.logcl.kernel.Rows;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;
import org.logcl.kernel.Stretch;

/** As {@link Guarded}, for the kernels that do several steps in one launch. */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public final class GuardedPasses {
  // A pass leaves its sums from here on, behind those of other passes.
  private static final int AT = 3;

  private final Guarded guarded;
  private final Backend backend;

  /** Runs kernels of this backend. */
  public GuardedPasses(Backend backend) {
    this.backend = backend;
    guarded = new Guarded(backend);
  }

  /** Weighted losses, correct rows and partial gradients by chunk. */
  public record Pass(float[] sums, int[] counts, float[] partials) {}

  /** The fused pass of either head over a problem's rows. */
  public Pass pass(Problem p) {
    Shape shape = p.shape();
    Positions rows = p.rows();
    int chunks = shape.chunks(rows.count());
    int length = chunks * shape.parameters();
    try (Ints order = guarded.order(rows.order());
        Floats x = backend.features("x", p.x());
        Floats params = backend.floats("params", p.params());
        Floats targets = backend.floats("targets", p.soft() == null ? new float[1] : p.soft());
        Ints classes = backend.ints("classes", p.classes() == null ? new int[1] : p.classes());
        Floats weights = backend.floats("weights", p.weights());
        Floats sums = guarded.output(AT + chunks);
        Ints counts = guarded.intOutput(AT + chunks);
        Floats out = guarded.output(length)) {
      Chunks to = new Chunks(sums, counts, AT);
      if (shape.isSigmoid()) {
        backend.sigmoidPass(shape, rows.on(order), x, params, targets, weights, to, out);
      } else {
        backend.softmaxPass(shape, rows.on(order), x, params, classes, weights, to, out);
      }
      String kernel = shape.isSigmoid() ? "sigmoid_pass" : "softmax_pass";
      return new Pass(
          guarded.checked(kernel, sums, AT, chunks),
          guarded.checked(kernel, counts, AT, chunks),
          guarded.checked(kernel, out, 0, length));
    }
  }

  /** Row losses, correct rows and partial gradients. */
  public record Halves(float[] losses, int[] correct, float[] partials) {}

  /** Forward and backward of the softmax head over a problem's rows. */
  public Halves halves(Problem p) {
    Shape shape = p.shape();
    Positions rows = p.rows();
    int end = rows.first() + rows.count();
    int length = shape.chunks(rows.count()) * shape.parameters();
    try (Ints order = guarded.order(rows.order());
        Floats x = backend.features("x", p.x());
        Floats params = backend.floats("params", p.params());
        Ints classes = backend.ints("classes", p.classes());
        Floats weights = backend.floats("weights", p.weights());
        Floats work = backend.floats("work", backend.softmaxWorkspace(shape, rows.count()));
        Floats losses = guarded.output(end);
        Ints correct = guarded.intOutput(end);
        Floats out = guarded.output(length)) {
      backend.softmaxForward(
          shape, rows.on(order), x, params, classes, weights, work, losses, correct);
      backend.softmaxBackward(shape, rows.on(order), x, work, out);
      return new Halves(
          guarded.checked("softmax_forward", losses, rows.first(), rows.count()),
          guarded.checked("softmax_forward", correct, rows.first(), rows.count()),
          guarded.checked("softmax_backward", out, 0, length));
    }
  }

  /** What steps leave: scores of the last one's rows, parameters and velocity. */
  public record Steps(float[] losses, int[] correct, float[] params, float[] velocity) {}

  /**
   * Steps of the softmax head, each with all rows of a problem, at most one chunk; in joined
   * launches where the backend has them.
   */
  public Steps steps(Problem p, int count, SgdUpdate.Step step) {
    Shape shape = p.shape();
    Positions rows = p.rows();
    int end = rows.first() + rows.count();
    try (Ints order = guarded.order(rows.order());
        Floats x = backend.features("x", p.x());
        Floats params = guarded.inPlace(p.params());
        Floats velocity = guarded.inPlace(new float[shape.parameters()]);
        Ints classes = backend.ints("classes", p.classes());
        Floats weights = backend.floats("weights", p.weights());
        Floats work = backend.floats("work", backend.softmaxWorkspace(shape, rows.count()));
        Floats losses = guarded.output(end);
        Ints correct = guarded.intOutput(end);
        Floats partials = backend.floats("partials", shape.parameters());
        Floats zeros = backend.floats("zeros", shape.parameters())) {
      Rows on = rows.on(order);
      for (int i = 0; i < count; ++i) {
        if (backend.stepsSoftmax(shape, rows.count())) {
          backend.softmaxStep(
              shape, on, i > 0, step, x, classes, weights, work, losses, correct, params, velocity);
        } else {
          backend.softmaxForward(shape, on, x, params, classes, weights, work, losses, correct);
          backend.softmaxBackward(shape, on, x, work, partials);
          backend.sgdUpdate(shape, step, partials, zeros, params, velocity);
        }
      }
      return new Steps(
          guarded.checked("softmax_step", losses, rows.first(), rows.count()),
          guarded.checked("softmax_step", correct, rows.first(), rows.count()),
          guarded.checked("softmax_step", params, 0, shape.parameters()),
          guarded.checked("softmax_step", velocity, 0, shape.parameters()));
    }
  }

  /** What many steps in one launch leave: by step, and by epoch in the history. */
  public record Epochs(
      float[] losses, float[] correct, float[] params, float[] velocity, float[] history) {}

  /**
   * Many steps in one launch, over all epochs that the arrays are for; only where the backend has
   * that.
   *
   * @param keys six an epoch to shuffle by, or null for the problem's own order
   * @param inverseWeights one a step
   */
  public Epochs epochs(Problem p, Stretch stretch, int[] keys, float[] inverseWeights) {
    Shape shape = p.shape();
    int from = stretch.firstStep();
    int count = stretch.lastStep() - from;
    int parameters = p.params().length;
    int firstEpoch = (from + stretch.batches() - 1) / stretch.batches();
    int epochs = stretch.lastStep() / stretch.batches();
    int[] given = p.rows().order();
    try (Ints order = guarded.order(keys == null ? given : new int[stretch.rows()]);
        Ints deviceKeys = backend.ints("keys", keys == null ? new int[1] : keys);
        Floats x = backend.features("x", p.x());
        Floats params = guarded.inPlace(p.params());
        Floats velocity = guarded.inPlace(new float[parameters]);
        Floats targets = backend.floats("targets", p.soft() == null ? new float[1] : p.soft());
        Ints classes = backend.ints("classes", p.classes() == null ? new int[1] : p.classes());
        Floats weights = backend.floats("weights", p.weights());
        Floats inverse = backend.floats("inverse weights", inverseWeights);
        Floats losses = guarded.output(stretch.lastStep());
        Floats correct = guarded.output(stretch.lastStep());
        Floats gradient = guarded.output(parameters);
        Floats history = guarded.output(epochs * parameters)) {
      Ordering ordering =
          keys != null
              ? new Ordering(deviceKeys, order)
              : new Ordering(null, given == null ? null : order);
      if (shape.isSigmoid()) {
        backend.sigmoidEpoch(
            shape, stretch, ordering, x, targets, weights, inverse, losses, correct, gradient,
            params, velocity, history);
      } else {
        backend.softmaxEpoch(
            shape, stretch, ordering, x, classes, weights, inverse, losses, correct, gradient,
            params, velocity, history);
      }
      String kernel = shape.isSigmoid() ? "sigmoid_epoch" : "softmax_epoch";
      guarded.checked(kernel, gradient, 0, parameters);
      return new Epochs(
          guarded.checked(kernel, losses, from, count),
          guarded.checked(kernel, correct, from, count),
          guarded.checked(kernel, params, 0, parameters),
          guarded.checked(kernel, velocity, 0, parameters),
          guarded.checked(
              kernel, history, firstEpoch * parameters, (epochs - firstEpoch) * parameters));
    }
  }
}
