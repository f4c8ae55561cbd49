package org.logcl.kernel;

import java.util.Arrays;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.logcl.kernel.Elementary.Function;

/**
 * What a device, its compiler or its driver may get wrong. Each is wrong in one place alone.
 *
 * <p>A kernel is run by calling {@code right}, with the arguments given or with others; its outputs
 * may be changed afterwards.
 */
public enum Fault {
  /** None. */
  NONE(null) {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
    }
  },

  /**
   * Subnormal results become zero, as OpenCL leaves free. No fault: canonical code makes none, and
   * such a device must pass.
   */
  SUBNORMALS_TO_ZERO(null) {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (kernel.equals("elementary")) {
        Floats out = (Floats) a[5];
        copy(out, out, (int) a[1], v -> Math.abs(v) < Float.MIN_NORMAL ? 0 * v : v);
      }
    }
  },

  /** One addition is wrong in its last bit. */
  WRONG_ADDITION(Function.ADD, "add") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (isOf(kernel, a, Function.ADD)) {
        change((Floats) a[5], 7, v -> Math.nextUp((float) v));
      }
    }
  },

  /** The compiler contracts a * b + c to a fused multiply-add, which rounds once. */
  CONTRACTION(Function.MULTIPLY_THEN_ADD, "multiply then add") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(
          isOf(kernel, a, Function.MULTIPLY_THEN_ADD)
              ? new Object[] {Function.FMA, a[1], a[2], a[3], a[4], a[5]}
              : a);
    }
  },

  /** The device has no fused multiply-add and rounds twice. */
  SPLIT_FMA(Function.FMA, "fma") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(
          isOf(kernel, a, Function.FMA)
              ? new Object[] {Function.MULTIPLY_THEN_ADD, a[1], a[2], a[3], a[4], a[5]}
              : a);
    }
  },

  /** Magnitudes under 2^-40 are kept. */
  NO_FLUSH(Function.FLUSH, "flush") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (isOf(kernel, a, Function.FLUSH)) {
        copy((Floats) a[2], (Floats) a[5], (int) a[1], v -> v);
      }
    }
  },

  /** Magnitudes under 2^-30 become zero. */
  WIDE_FLUSH(Function.FLUSH, "flush") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (isOf(kernel, a, Function.FLUSH)) {
        copy((Floats) a[2], (Floats) a[5], (int) a[1], v -> Math.abs(v) < 0x1p-30 ? 0 : v);
      }
    }
  },

  /** The compiler takes its own exponential, a good one: correctly rounded. */
  OTHER_EXP(Function.EXP, "exp") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (isOf(kernel, a, Function.EXP)) {
        copy((Floats) a[2], (Floats) a[5], (int) a[1], StrictMath::exp);
      }
    }
  },

  /** One row's loss is no number. */
  NAN_LOSS(null, "softmax row loss", "softmax forward: row loss") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (kernel.equals("softmaxResidual")) {
        change((Floats) a[5], ((Rows) a[1]).first(), v -> Double.NaN);
      }
    }
  },

  /** The label smoothing is forgotten. */
  LOST_SMOOTHING(null, "smoothed row loss", "smoothed residual") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(
          kernel.equals("softmaxSmoothResidual")
              ? new Object[] {a[0], a[1], 0f, a[3], a[4], a[5], a[6], a[7]}
              : a);
    }
  },

  /** The last label does not count in the loss of a row. */
  LOST_LABEL(null, "multi-label row loss") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      if (!kernel.equals("multilabelResidual")) {
        right.run(a);
        return;
      }
      Shape shape = (Shape) a[0];
      Rows rows = (Rows) a[1];
      Floats values = (Floats) a[5];
      float[] without = values.toArray();
      for (int k = 0; k < rows.count(); ++k) {
        // Where the target is 0 a label so far below costs nothing.
        without[k * shape.stride() + shape.logits() - 1] = -100;
      }
      float[] targets = ((Floats) a[2]).toArray();
      for (int i = shape.logits() - 1; i < targets.length; i += shape.logits()) {
        targets[i] = 0;
      }
      right.run(a);
      int[] correct = ((Ints) a[7]).toArray();
      Backend backend = right.backend();
      try (Floats less = backend.floats("other logits", without);
          Floats zeros = backend.floats("other targets", targets);
          Ints others = backend.ints("their correct rows", correct)) {
        right.run(shape, rows, zeros, a[3], a[4], less, a[6], others);
        backend.finish();
      }
    }
  },

  /** The positive side of each label counts as the other. */
  LOST_POSITIVE_WEIGHT(null, "multi-label row loss", "multi-label residual") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      if (!kernel.equals("multilabelResidual")) {
        right.run(a);
        return;
      }
      float[] ones = new float[((Shape) a[0]).logits()];
      Arrays.fill(ones, 1f);
      Backend backend = right.backend();
      try (Floats equal = backend.floats("equal weights", ones)) {
        right.run(a[0], a[1], a[2], equal, a[4], a[5], a[6], a[7]);
        backend.finish();
      }
    }
  },

  /** A label gets the curvature of the first one. */
  OTHER_CURVATURE(null, "multi-label curvature") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      boolean label = kernel.equals("curvatureRows") && (boolean) a[1];
      right.run(label ? new Object[] {a[0], a[1], a[2], 0, a[4], a[5], a[6], a[7]} : a);
    }
  },

  /** The sum of a chunk is wrong in its last bit. */
  WRONG_SUM(null, "row sums") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      right.run(a);
      if (kernel.equals("rowSums")) {
        change((Floats) a[5], 0, v -> Math.nextUp((float) v));
      }
    }
  },

  /** The last row of the data does not reach the gradient. */
  DROPPED_TAIL_ROW(null, "sigmoid gradient", "softmax gradient", "softmax backward: gradient") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      if (isGradient(kernel)) {
        Shape shape = (Shape) a[0];
        Rows rows = (Rows) a[1];
        int fewer = rows.count() - 1;
        if (fewer > 0 && shape.chunks(fewer) == shape.chunks(rows.count())) {
          right.run(shape, new Rows(rows.order(), rows.first(), fewer), a[2], a[3], a[4]);
          return;
        }
      }
      right.run(a);
    }
  },

  /** The first two rows are summed in the other order. */
  SWAPPED_ORDER(null, "sigmoid gradient", "softmax gradient", "softmax backward: gradient") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      Rows rows = isGradient(kernel) ? (Rows) a[1] : null;
      if (rows == null || rows.count() < 2) {
        right.run(a);
        return;
      }
      int stride = ((Shape) a[0]).stride();
      float[] residuals = ((Floats) a[3]).toArray();
      for (int c = 0; c < stride; ++c) {
        float first = residuals[c];
        residuals[c] = residuals[stride + c];
        residuals[stride + c] = first;
      }
      int at = (int) rows.first();
      int[] order = new int[at + rows.count()];
      for (int i = 0; i < order.length; ++i) {
        order[i] = i;
      }
      if (rows.order() != null) {
        rows.order().read(0, order, 0, order.length);
      }
      int first = order[at];
      order[at] = order[at + 1];
      order[at + 1] = first;
      Backend backend = right.backend();
      try (Ints swapped = backend.ints("swapped rows", order);
          Floats theirs = backend.floats("their residuals", residuals)) {
        right.run(a[0], new Rows(swapped, at, rows.count()), a[2], theirs, a[4]);
        backend.finish();
      }
    }
  },

  /** One parameter misses its step. */
  LOST_STEP(null, "update: parameters") {
    @Override
    void run(String kernel, Object[] a, Right right) {
      if (!kernel.equals("sgdUpdate")) {
        right.run(a);
        return;
      }
      Floats params = (Floats) a[4];
      float[] before = new float[1];
      params.read(0, before, 0, 1);
      right.run(a);
      params.write(0, before, 0, 1);
    }
  };

  private final Function probed;
  private final String stages;

  Fault(Function probed, String... stages) {
    this.probed = probed;
    this.stages = String.join("; ", stages);
  }

  /** The operation at which the probe finds it; null where it is beyond the probe. */
  public Function probed() {
    return probed;
  }

  /** The stages of a verification, kernel by kernel, that fail. */
  public Set<String> stages() {
    return stages.isEmpty() ? Set.of() : Set.of(stages.split("; "));
  }

  /** Runs a kernel, wrongly where this is about it. */
  abstract void run(String kernel, Object[] arguments, Right right);

  /** The kernel as it should be. */
  interface Right {
    Backend backend();

    void run(Object... arguments);
  }

  private static boolean isOf(String kernel, Object[] arguments, Function function) {
    return kernel.equals("elementary") && arguments[0] == function;
  }

  private static boolean isGradient(String kernel) {
    return kernel.equals("sigmoidGradient") || kernel.equals("softmaxGradient");
  }

  private static void change(Floats values, long at, DoubleUnaryOperator change) {
    float[] one = new float[1];
    values.read(at, one, 0, 1);
    one[0] = (float) change.applyAsDouble(one[0]);
    values.write(at, one, 0, 1);
  }

  private static void copy(Floats from, Floats to, int count, DoubleUnaryOperator change) {
    float[] values = new float[count];
    from.read(0, values, 0, count);
    for (int i = 0; i < count; ++i) {
      values[i] = (float) change.applyAsDouble(values[i]);
    }
    to.write(0, values, 0, count);
  }
}
