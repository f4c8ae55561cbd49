package org.logcl.verify;

import org.logcl.numerics.Canonical;

/**
 * What a float32 computation should give, and how far from it the computation may be: a running
 * error analysis (Wilkinson 1963; Higham, Accuracy and Stability, 3.3). Each operation turns the
 * bounds of its operands into a bound of its result, for whatever roundings may happen:
 *
 * <pre>
 *   a + b         |a| and |b| off by ea and eb:  ea + eb, then one rounding
 *   a * b         |a| eb + |b| ea + ea eb, then one rounding
 *   fma(a, b, c)  the same and ec, then one rounding
 *   f(a)          the largest change of f within ea of a, then the error of f itself, in ulp
 *   flush(a)      ea, and 2^-40 where the value may lie below 2^-40
 * </pre>
 *
 * <p>One rounding of v is at most u |v|, u = 2^-24, because canonical code has no subnormals.
 */
record Bounded(double value, double error) {
  /** The unit roundoff of float32. */
  static final double U = 0x1p-24;

  /** Worst errors in ulp over all float32 inputs (measured 0.914, 0.841, 1.430, 0.500). */
  static final double EXP_ULP = 1;

  static final double LOG_ULP = 1;
  static final double LOG1P_ULP = 1.5;
  // Rounded correctly but for the significand 0x1.fffffe, where the error is 0.5 + 2^-25 ulp.
  static final double RECIPROCAL_ULP = 0.5 * (1 + 0x1p-20);

  // Rounded correctly, up to what a double knows of the truth.
  static final double SQRT_ULP = 0.5 * (1 + 0x1p-28);

  static final double FLUSH_SQUARE = 0x1p-100;
  static final double FLUSH = Canonical.FLUSH_BELOW;
  // e^x is +0 below -60, and e^-60 is under 2^-86.
  static final double EXP_END = -60;
  static final double EXP_LOST = 0x1p-86;

  static final Bounded ZERO = exact(0);
  static final Bounded ONE = exact(1);

  /** A value that float32 has exactly. */
  static Bounded exact(double value) {
    return new Bounded(value, 0);
  }

  /** The float32 nearest to a value: a constant. */
  static Bounded nearest(double value) {
    return rounded(value, 0);
  }

  /** n u / (1 - n u): n roundings one after another (Higham, lemma 3.1). */
  static double gamma(long n) {
    return n * U / (1 - n * U);
  }

  /** Distance of neighbouring float32 values at a magnitude. */
  static double ulp(double v) {
    int exponent = Math.max(Math.getExponent(v), Float.MIN_EXPONENT);
    return exponent > Float.MAX_EXPONENT
        ? Double.POSITIVE_INFINITY
        : Math.scalb(1.0, exponent - 23);
  }

  private static Bounded rounded(double value, double error) {
    return new Bounded(value, error + U * (Math.abs(value) + error));
  }

  Bounded plus(Bounded b) {
    return rounded(value + b.value, error + b.error);
  }

  Bounded minus(Bounded b) {
    return plus(b.negated());
  }

  Bounded times(Bounded b) {
    return rounded(value * b.value, productError(b));
  }

  /** this * b + c with one rounding. */
  Bounded fma(Bounded b, Bounded c) {
    return rounded(value * b.value + c.value, productError(b) + c.error);
  }

  private double productError(Bounded b) {
    return Math.abs(value) * b.error + Math.abs(b.value) * error + error * b.error;
  }

  Bounded negated() {
    return new Bounded(-value, error);
  }

  /** The larger of this and an exact value: brings no two numbers further apart. */
  Bounded atLeast(Bounded floor) {
    return new Bounded(Math.max(value, floor.value), Math.max(error, floor.error));
  }

  Bounded flushed() {
    boolean zero = value == 0 && error == 0;
    return !zero && Math.abs(value) - error < FLUSH ? new Bounded(value, error + FLUSH) : this;
  }

  Bounded exp() {
    double y = Truth.exp(value);
    double moved = y * StrictMath.expm1(error);
    double lost = value - error < EXP_END ? EXP_LOST : 0;
    return new Bounded(y, moved + EXP_ULP * ulp(y + moved) + lost);
  }

  /** For values at least 2^-126, or exact zeros. */
  Bounded log() {
    double y = Truth.log(value);
    if (Double.isInfinite(y)) {
      return exact(y);
    }
    double moved = error / (value - error);
    return new Bounded(y, moved + LOG_ULP * ulp(Math.abs(y) + moved));
  }

  Bounded log1p() {
    double y = Truth.log1p(value);
    if (Double.isInfinite(y)) {
      return exact(y);
    }
    double moved = error / (1 + value - error);
    double lost = value != 0 && Math.abs(value) - error < FLUSH ? FLUSH : 0;
    return new Bounded(y, moved + LOG1P_ULP * ulp(Math.abs(y) + moved) + lost);
  }

  Bounded reciprocal() {
    double y = Truth.reciprocal(value);
    if (Double.isInfinite(y)) {
      return exact(y);
    }
    double size = Math.abs(value);
    double moved = error / (size * (size - error));
    double lost = size + error > 0x1p126 ? Float.MIN_NORMAL : 0;
    return new Bounded(y, moved + RECIPROCAL_ULP * ulp(Math.abs(y) + moved) + lost);
  }

  Bounded flushedSquare() {
    boolean zero = value == 0 && error == 0;
    return !zero && Math.abs(value) - error < FLUSH_SQUARE
        ? new Bounded(value, error + FLUSH_SQUARE)
        : this;
  }

  Bounded sqrt() {
    double y = Truth.sqrt(value);
    if (error == 0) {
      return new Bounded(y, SQRT_ULP * ulp(y));
    }
    double least = Math.max(0, value - error);
    double moved = Math.max(StrictMath.sqrt(value + error) - y, y - StrictMath.sqrt(least));
    double lost = value - error < FLUSH_SQUARE ? StrictMath.sqrt(FLUSH_SQUARE) : 0;
    return new Bounded(y, moved + SQRT_ULP * ulp(y + moved) + lost);
  }
}
