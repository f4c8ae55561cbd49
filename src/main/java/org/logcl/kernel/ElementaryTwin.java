package org.logcl.kernel;

import org.logcl.numerics.Canonical;

/** Twin of {@code kernels/elementary.cl}. */
final class ElementaryTwin {
  private ElementaryTwin() {}

  static void run(
      Elementary.Function function, int count, float[] a, float[] b, float[] c, float[] out) {
    Parallel.forItems(
        count,
        30,
        (from, to) -> {
          for (int i = from; i < to; ++i) {
            out[i] = apply(function, a[i], b[i], c[i]);
          }
        });
  }

  private static float apply(Elementary.Function function, float a, float b, float c) {
    return switch (function) {
      case ADD -> a + b;
      case MULTIPLY -> a * b;
      case FMA -> Math.fma(a, b, c);
      case MULTIPLY_THEN_ADD -> a * b + c;
      case TRUNCATE ->
          (float) (int) (a > -16777216f ? (a < 16777216f ? a : 16777216f) : -16777216f);
      case FLUSH -> Canonical.flush(a);
      case EXP -> Canonical.exp(a);
      case LOG -> Canonical.log(a);
      case LOG1P -> Canonical.log1p(a);
      case RECIPROCAL -> Canonical.reciprocal(a);
      case SQRT -> Canonical.sqrt(a);
    };
  }
}
