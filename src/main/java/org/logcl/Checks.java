package org.logcl;

import org.logcl.error.InputException;
import org.logcl.numerics.Canonical;

/** Checks of arrays at the public edge; each returns a copy. */
final class Checks {
  // Targets that come from a float32 softmax sum to 1 within about classes * 2^-24.
  private static final double SUM_TOLERANCE = 1e-3;

  private Checks() {}

  static float[] finite(String what, float[] values) {
    requireAny(what, values.length);
    for (int i = 0; i < values.length; ++i) {
      require(Float.isFinite(values[i]), what, i, values[i], "a finite number");
    }
    return values.clone();
  }

  static float[] between0And1(String what, float[] values) {
    requireAny(what, values.length);
    for (int i = 0; i < values.length; ++i) {
      require(values[i] >= 0f && values[i] <= 1f, what, i, values[i], "between 0 and 1");
    }
    return values.clone();
  }

  /** Sample weights, flushed. */
  static float[] weights(float[] values, int rows) {
    requireLength("sample weight", values.length, rows);
    float[] flushed = new float[rows];
    boolean any = false;
    for (int i = 0; i < rows; ++i) {
      requireWeight("sample weight", i, values[i]);
      flushed[i] = Canonical.flush(values[i]);
      any |= flushed[i] > 0;
    }
    if (!any) {
      throw new InputException(
          "All sample weights are 0, or below 2^-40 and count as 0: there is nothing to average.");
    }
    return flushed;
  }

  /** Weights of the positive side of labels. */
  static float[] positiveWeights(float[] values, int labels) {
    requireLength("positive weight", values.length, labels);
    for (int c = 0; c < labels; ++c) {
      requireWeight("positive weight", c, values[c]);
    }
    return values.clone();
  }

  private static void requireWeight(String what, int index, float value) {
    boolean allowed = value >= 0f && Float.isFinite(value);
    require(allowed, what, index, value, "finite and not negative");
  }

  static int[] classIndices(int[] values, int rows, int classes) {
    requireLength("class index", values.length, rows);
    for (int i = 0; i < rows; ++i) {
      require(
          values[i] >= 0 && values[i] < classes,
          "class index",
          i,
          values[i],
          "from 0 to " + (classes - 1));
    }
    return values.clone();
  }

  static float[] distributions(float[] values, int rows, int classes) {
    requireLength("target", values.length, rows * classes);
    float[] copy = between0And1("target", values);
    for (int row = 0; row < rows; ++row) {
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        sum += values[row * classes + c];
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        throw new InputException(
            "The targets of row " + row + " sum to " + sum + "; a distribution sums to 1.");
      }
    }
    return copy;
  }

  static void labelSmoothing(float smoothing) {
    if (!(smoothing >= 0f && smoothing < 1f)) {
      throw new InputException(
          "The label smoothing is " + smoothing + "; it must be from 0 to under 1.");
    }
  }

  static void requireLength(String what, int given, int needed) {
    if (given != needed) {
      throw new InputException(
          "There are " + given + " values of " + what + ", but " + needed + " are needed.");
    }
  }

  private static void requireAny(String what, int count) {
    if (count == 0) {
      throw new InputException("There is no " + what + ": at least one row is needed.");
    }
  }

  private static void require(boolean good, String what, int index, Object value, String allowed) {
    if (!good) {
      throw new InputException(
          "The " + what + " at " + index + " is " + value + "; it must be " + allowed + ".");
    }
  }
}
