package org.logcl.verify;

import java.util.Arrays;
import org.logcl.error.DeviceException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.CurvatureRows;
import org.logcl.kernel.Elementary;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;

/**
 * Runs one kernel on arrays of the host. Every output lies between guard words, filled with a value
 * that no kernel computes; a kernel that writes beside its output, or leaves part of it unwritten,
 * is found out.
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public final class Guarded {
  static final float GUARD = 0x1.c0ffeep77f;
  private static final int GUARD_INT = 0x5ca1ab1e;
  private static final int GUARDS = 24;

  final Backend backend;

  /** Runs kernels of this backend. */
  public Guarded(Backend backend) {
    this.backend = backend;
  }

  /** Row losses, weighted residuals and correct rows of a block, from its first position on. */
  public record Scores(float[] losses, float[] residuals, int[] correct) {}

  /** A total of two floats a parameter. */
  public record Total(float[] high, float[] low) {}

  /** Sums and counts of chunks. */
  public record Sums(float[] sums, int[] counts) {}

  /** Parameters and velocity after a step. */
  public record Update(float[] params, float[] velocity) {}

  /** Row losses and weighted gradients. */
  public record Losses(float[] losses, float[] gradients) {}

  /** One operation, element by element. */
  public float[] elementary(Elementary.Function function, float[] a, float[] b, float[] c) {
    try (Floats da = backend.floats("a", a);
        Floats db = backend.floats("b", b);
        Floats dc = backend.floats("c", c);
        Floats out = output(a.length)) {
      backend.elementary(function, a.length, da, db, dc, out);
      return checked("elementary", out, 0, a.length);
    }
  }

  /** Logits of either head, {@code stride} values a row. */
  public float[] logits(Shape shape, Positions rows, float[] x, float[] params) {
    int length = rows.count() * shape.stride();
    try (Ints order = order(rows.order());
        Floats dx = backend.floats("x", x);
        Floats dp = backend.floats("params", params);
        Floats out = output(length)) {
      if (shape.isSigmoid()) {
        backend.sigmoidLogits(shape, rows.on(order), dx, dp, out);
        return checked("sigmoid_logits", out, 0, length);
      }
      backend.softmaxLogits(shape, rows.on(order), dx, dp, out);
      return checked("softmax_logits", out, 0, length);
    }
  }

  /**
   * Rows times the curvature between a class and those from it on, {@code
   * CurvatureRows.block(shape, independent, c).stride()} values a row.
   *
   * @param independent whether each logit has a sigmoid of its own
   * @param probabilities as {@link #probabilities} or {@link #labelProbabilities} gives them, by
   *     position
   */
  public float[] curvature(
      Shape shape,
      boolean independent,
      Positions rows,
      int c,
      float[] x,
      float[] weights,
      float[] probabilities) {
    int length = rows.count() * CurvatureRows.block(shape, independent, c).stride();
    try (Ints order = order(rows.order());
        Floats dx = backend.floats("x", x);
        Floats dw = backend.floats("weights", weights);
        Floats dp = backend.floats("probabilities", probabilities);
        Floats out = output(length)) {
      backend.curvatureRows(shape, independent, rows.on(order), c, dx, dw, dp, out);
      return checked("curvature_rows", out, 0, length);
    }
  }

  /** Probabilities: both classes with the sigmoid head, else {@code stride} values a row. */
  public float[] probabilities(Shape shape, int rows, float[] logits) {
    if (shape.isSigmoid()) {
      try (Floats values = backend.floats("logits", logits);
          Floats out = output(2 * rows)) {
        backend.sigmoid(rows, values, out);
        return checked("sigmoid", out, 0, 2 * rows);
      }
    }
    try (Floats values = inPlace(logits)) {
      backend.softmax(shape, rows, values);
      return checked("softmax", values, 0, logits.length);
    }
  }

  /** Probabilities of both classes of each logit, padding or not, a sigmoid for each. */
  public float[] labelProbabilities(float[] logits) {
    return probabilities(new Shape(1, 1), logits.length, logits);
  }

  /** Scores of the sigmoid head; targets in [0, 1]. */
  public Scores sigmoidScores(Positions rows, float[] targets, float[] weights, float[] logits) {
    try (Ints order = order(rows.order());
        Floats dt = backend.floats("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Scoring scoring = new Scoring(this, "sigmoid_residual", rows, logits)) {
      backend.sigmoidResidual(
          rows.on(order), dt, dw, scoring.values, scoring.losses, scoring.correct);
      return scoring.result();
    }
  }

  /** Scores of the softmax head; targets are class indices. */
  public Scores softmaxScores(
      Shape shape, Positions rows, int[] targets, float[] weights, float[] logits) {
    try (Ints order = order(rows.order());
        Ints dt = backend.ints("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Scoring scoring = new Scoring(this, "softmax_residual", rows, logits)) {
      backend.softmaxResidual(
          shape, rows.on(order), dt, dw, scoring.values, scoring.losses, scoring.correct);
      return scoring.result();
    }
  }

  /** Scores of the softmax head; targets are distributions over the classes. */
  public Scores softScores(
      Shape shape, Positions rows, float[] targets, float[] weights, float[] logits) {
    try (Ints order = order(rows.order());
        Floats dt = backend.floats("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Scoring scoring = new Scoring(this, "softmax_soft_residual", rows, logits)) {
      backend.softmaxSoftResidual(
          shape, rows.on(order), dt, dw, scoring.values, scoring.losses, scoring.correct);
      return scoring.result();
    }
  }

  /** Scores of the softmax head; targets are class indices, smoothed. */
  public Scores smoothScores(
      Shape shape,
      Positions rows,
      float smoothing,
      int[] targets,
      float[] weights,
      float[] logits) {
    try (Ints order = order(rows.order());
        Ints dt = backend.ints("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Scoring scoring = new Scoring(this, "softmax_smooth_residual", rows, logits)) {
      backend.softmaxSmoothResidual(
          shape,
          rows.on(order),
          smoothing,
          dt,
          dw,
          scoring.values,
          scoring.losses,
          scoring.correct);
      return scoring.result();
    }
  }

  /**
   * Scores of independent labels; targets in [0, 1], {@code [rows of the data][logits]}, and what
   * the positive side of each label counts.
   */
  public Scores labelScores(
      Shape shape,
      Positions rows,
      float[] targets,
      float[] positiveWeights,
      float[] weights,
      float[] logits) {
    try (Ints order = order(rows.order());
        Floats dt = backend.floats("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Floats dq = backend.floats("positive weights", positiveWeights);
        Scoring scoring = new Scoring(this, "multilabel_residual", rows, logits)) {
      backend.multilabelResidual(
          shape, rows.on(order), dt, dq, dw, scoring.values, scoring.losses, scoring.correct);
      return scoring.result();
    }
  }

  /** Partial gradients of either head, one a chunk. */
  public float[] gradient(Shape shape, Positions rows, float[] x, float[] residuals) {
    int length = shape.chunks(rows.count()) * shape.parameters();
    try (Ints order = order(rows.order());
        Floats dx = backend.floats("x", x);
        Floats dr = backend.floats("residuals", residuals);
        Floats out = output(length)) {
      if (shape.isSigmoid()) {
        backend.sigmoidGradient(shape, rows.on(order), dx, dr, out);
        return checked("sigmoid_gradient", out, 0, length);
      }
      backend.softmaxGradient(shape, rows.on(order), dx, dr, out);
      return checked("softmax_gradient", out, 0, length);
    }
  }

  /** Adds partial gradients to a total, or begins one where {@code total} is null. */
  public Total combine(int parameters, int chunks, float[] partials, Total total) {
    try (Floats dp = backend.floats("partials", partials);
        Floats high = total == null ? output(parameters) : inPlace(total.high());
        Floats low = total == null ? output(parameters) : inPlace(total.low())) {
      backend.combineChunks(parameters, chunks, total == null, dp, high, low);
      return new Total(
          checked("combine_chunks", high, 0, parameters),
          checked("combine_chunks", low, 0, parameters));
    }
  }

  /** Weighted losses and correct rows by chunk. */
  public Sums rowSums(
      RowSums.Plan plan, int[] order, float[] weights, float[] losses, int[] correct) {
    int length = plan.total();
    try (Ints deviceOrder = order(order);
        Floats dw = backend.floats("weights", weights);
        Floats dl = backend.floats("losses", losses);
        Ints dc = backend.ints("correct", correct);
        Floats sums = output(length);
        Ints counts = intOutput(length)) {
      backend.rowSums(plan, order == null ? null : deviceOrder, dw, dl, dc, sums, counts);
      return new Sums(checked("row_sums", sums, 0, length), checked("row_sums", counts, 0, length));
    }
  }

  /** One step of gradient descent. */
  public Update update(
      Shape shape, SgdUpdate.Step step, Total gradient, float[] params, float[] velocity) {
    try (Floats high = backend.floats("high", gradient.high());
        Floats low = backend.floats("low", gradient.low());
        Floats dp = inPlace(params);
        Floats dv = inPlace(velocity)) {
      backend.sgdUpdate(shape, step, high, low, dp, dv);
      return new Update(
          checked("sgd_update", dp, 0, params.length), checked("sgd_update", dv, 0, params.length));
    }
  }

  /** A gradient, scaled down to a norm where its mean has a larger one. */
  public Total clipped(Shape shape, float inverseWeight, float most, Total gradient) {
    int length = shape.parameters();
    try (Floats high = inPlace(gradient.high());
        Floats low = inPlace(gradient.low());
        Floats factor = output(1)) {
      backend.gradientNorm(shape, inverseWeight, most, high, low, factor);
      backend.gradientScale(shape, factor, high, low);
      checked("gradient_norm", factor, 0, 1);
      return new Total(
          checked("gradient_scale", high, 0, length), checked("gradient_scale", low, 0, length));
    }
  }

  /** Binary log loss of probabilities. */
  public Losses probabilityLoss(float[] probabilities, float[] targets, float[] weights) {
    int rows = probabilities.length;
    try (Floats dp = backend.floats("probabilities", probabilities);
        Floats dt = backend.floats("targets", targets);
        Floats dw = backend.floats("weights", weights);
        Floats losses = output(rows);
        Floats gradients = output(rows)) {
      backend.probabilityLoss(rows, dp, dt, dw, losses, gradients);
      return new Losses(
          checked("probability_loss", losses, 0, rows),
          checked("probability_loss", gradients, 0, rows));
    }
  }

  /** The order, or an unused array where there is none. */
  Ints order(int[] order) {
    return backend.ints("order", order == null ? new int[1] : order);
  }

  Floats output(int length) {
    float[] content = new float[length + GUARDS];
    Arrays.fill(content, GUARD);
    return backend.floats("output", content);
  }

  Floats inPlace(float[] content) {
    float[] longer = Arrays.copyOf(content, content.length + GUARDS);
    Arrays.fill(longer, content.length, longer.length, GUARD);
    return backend.floats("values", longer);
  }

  Ints intOutput(int length) {
    int[] content = new int[length + GUARDS];
    Arrays.fill(content, GUARD_INT);
    return backend.ints("output", content);
  }

  float[] checked(String kernel, Floats output, int from, int count) {
    float[] all = output.toArray();
    for (int i = 0; i < all.length; ++i) {
      check(kernel, all[i] == GUARD, i, from, count);
    }
    return Arrays.copyOfRange(all, from, from + count);
  }

  int[] checked(String kernel, Ints output, int from, int count) {
    int[] all = output.toArray();
    for (int i = 0; i < all.length; ++i) {
      check(kernel, all[i] == GUARD_INT, i, from, count);
    }
    return Arrays.copyOfRange(all, from, from + count);
  }

  private void check(String kernel, boolean guard, int index, int from, int count) {
    boolean inside = index >= from && index < from + count;
    if (guard == inside) {
      throw new DeviceException(
          String.format(
              "Kernel %s on %s %s element %d; its output is the %d elements from %d on.",
              kernel,
              backend.device(),
              inside ? "did not write" : "overwrote",
              index,
              count,
              from));
    }
  }
}
