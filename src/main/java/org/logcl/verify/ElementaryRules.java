package org.logcl.verify;

import org.logcl.kernel.Elementary.Function;

/**
 * Which inputs of an elementary function are judged by a rule, bit by bit, and which by their
 * distance from the truth. The rules are the function's contract at the ends of its range, as
 * {@link org.logcl.numerics.Canonical} states it; everything else is a rounding of the mathematics.
 */
final class ElementaryRules {
  private ElementaryRules() {}

  /** Whether a rule fixes the result. */
  static boolean isFixed(Function function, float x) {
    return switch (function) {
      case EXP -> !(x >= -60f && x <= 0x1.62e42ep6f);
      case LOG -> !(x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE);
      case LOG1P -> !(x > -1f && x <= Float.MAX_VALUE) || Math.abs(x) < 0x1p-30f;
      case RECIPROCAL -> !(Math.abs(x) >= Float.MIN_NORMAL && Math.abs(x) <= 0x1p126f);
      case SQRT -> !(x >= 0x1p-100f && x <= Float.MAX_VALUE);
      default -> throw new IllegalArgumentException(function + " is arithmetic");
    };
  }

  /** What the rule says; only where {@link #isFixed}. */
  static float rule(Function function, float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    return switch (function) {
      case EXP -> x < 0 ? 0f : Float.POSITIVE_INFINITY;
      case LOG ->
          Math.abs(x) < Float.MIN_NORMAL
              ? Float.NEGATIVE_INFINITY
              : x < 0 ? Float.NaN : Float.POSITIVE_INFINITY;
      case LOG1P ->
          Math.abs(x) < 0x1p-40f
              ? 0f
              : x < -1f ? Float.NaN : x == -1f ? Float.NEGATIVE_INFINITY : x;
      case SQRT -> Math.abs(x) < 0x1p-100f ? 0f : x < 0 ? Float.NaN : x;
      case RECIPROCAL -> Math.copySign(Math.abs(x) < 1 ? Float.POSITIVE_INFINITY : 0f, x);
      default -> throw new IllegalArgumentException(function + " is arithmetic");
    };
  }

  /**
   * Whether the distance from the truth counts: everywhere but at a rule; log1p from 2^-40 to 2^-30
   * is x by rule, and a rounding of the truth too.
   */
  static boolean isMeasured(Function function, float x) {
    return !isFixed(function, x)
        || (function == Function.LOG1P && Math.abs(x) < 1 && Math.abs(x) >= 0x1p-40f);
  }

  /** The textbook value; its own error is under 2^-28 ulp of a float32. */
  static double truth(Function function, float x) {
    return switch (function) {
      case EXP -> Truth.exp(x);
      case LOG -> Truth.log(x);
      case LOG1P -> Truth.log1p(x);
      case RECIPROCAL -> Truth.reciprocal(x);
      case SQRT -> Truth.sqrt(x);
      default -> throw new IllegalArgumentException(function + " is arithmetic");
    };
  }

  /** Straightforward float32 code: the function rounded correctly, where Java has it. */
  static float naive(Function function, float x, double truth) {
    return function == Function.LOG1P ? Naive.log(1 + x) : (float) truth;
  }

  /** The largest error allowed, in ulp. */
  static double bound(Function function) {
    return switch (function) {
      case EXP -> Bounded.EXP_ULP;
      case LOG -> Bounded.LOG_ULP;
      case LOG1P -> Bounded.LOG1P_ULP;
      case RECIPROCAL -> Bounded.RECIPROCAL_ULP;
      case SQRT -> Bounded.SQRT_ULP;
      default -> throw new IllegalArgumentException(function + " is arithmetic");
    };
  }
}
