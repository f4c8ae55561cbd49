package org.logcl.numerics;

/**
 * Canonical float32 arithmetic: only {@code + - *}, {@code fma}, comparisons, conversions and
 * integer operations, so that every conforming OpenCL device and Java give the same bits. The
 * kernel twin is {@code kernels/shared/canonical.cl}, line by line; docs/numerics.md has the
 * derivations and the measured errors.
 *
 * <p>Not a NaN is ever compared by its bits: in comparisons all NaNs are one value.
 */
public final class Canonical {
  /** Magnitudes below this become +0 before they enter a chain of fused multiply-adds: 2^-40. */
  public static final float FLUSH_BELOW = 0x1p-40f;

  private static final float LOG2_E = 0x1.715476p0f;
  // ln 2 in two parts; the first has 16 significant bits, so that n * LN2_HIGH is exact for |n| <
  // 2^8.
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 0x1.7f7d1cp-20f;
  // Adding and subtracting 1.5 * 2^23 rounds to an integer, ties to even.
  private static final float ROUNDER = 0x1.8p23f;
  private static final int ONE_BITS = 0x3f800000;
  private static final int HALF_SQRT_BITS = 0x3f3504f3;

  private Canonical() {}

  /** {@code +0} where {@code |v| < 2^-40} (so -0 becomes +0 too), else {@code v}. NaN passes. */
  public static float flush(float v) {
    return Math.abs(v) < FLUSH_BELOW ? 0f : v;
  }

  /**
   * e^x. +0 below -60, +infinity above 88.72, NaN for NaN. Cody-Waite reduction, a degree 6
   * polynomial, scaling by integer exponent work in two exact steps.
   */
  public static float exp(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    if (x < -60f) {
      return 0f;
    }
    if (x > 0x1.62e42ep6f) {
      return Float.POSITIVE_INFINITY;
    }
    float n = Math.fma(x, LOG2_E, ROUNDER) - ROUNDER;
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float q = 0x1.6db44ep-10f;
    q = Math.fma(q, r, 0x1.123b72p-7f);
    q = Math.fma(q, r, 0x1.55545ep-5f);
    q = Math.fma(q, r, 0x1.55548ep-3f);
    q = Math.fma(q, r, 0.5f);
    // r is not tiny or it is exactly 0: below 2^-30 r * r adds nothing to 1 + r, whatever became of
    // a subnormal.
    float p = Math.fma(Math.fma(q, r, 1f), r, 1f);
    int exponent = (int) n;
    int half = exponent >> 1;
    float first = Float.intBitsToFloat((half + 127) << 23);
    float second = Float.intBitsToFloat((exponent - half + 127) << 23);
    return p * first * second;
  }

  /**
   * Natural logarithm. -infinity for zero and for subnormals (bits under 0x00800000 count as zero),
   * NaN for negative numbers and NaN, +infinity for +infinity.
   */
  public static float log(float x) {
    int bits = Float.floatToRawIntBits(x);
    if (Float.isNaN(x)) {
      return x;
    }
    if ((bits & 0x7fffffff) < 0x00800000) {
      return Float.NEGATIVE_INFINITY;
    }
    if (bits < 0) {
      return Float.NaN;
    }
    if (bits == 0x7f800000) {
      return x;
    }
    int exponent = exponentOf(bits);
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    return logOf(f, exponent);
  }

  /**
   * log(1 + x). x itself where {@code |x| < 2^-30}, flushed; -infinity at -1, NaN below and for
   * NaN, +infinity for +infinity. The rounding error of 1 + x is recovered exactly and carried into
   * the polynomial's argument.
   */
  public static float log1p(float x) {
    if (Float.isNaN(x) || x < -1f) {
      return Float.NaN;
    }
    if (x == -1f) {
      return Float.NEGATIVE_INFINITY;
    }
    if (Math.abs(x) < 0x1p-30f) {
      return flush(x);
    }
    float u = 1f + x;
    int bits = Float.floatToRawIntBits(u);
    if (bits == 0x7f800000) {
      return u;
    }
    float lost = Math.abs(x) > 1f ? 1f - (u - x) : x - (u - 1f);
    int exponent = exponentOf(bits);
    float scaled = exponent > 64 ? 0f : lost * Float.intBitsToFloat((127 - exponent) << 23);
    float f = (Float.intBitsToFloat(bits - (exponent << 23)) - 1f) + scaled;
    return logOf(f, exponent);
  }

  /**
   * 1 / x by Newton steps from an integer guess: rounded correctly but for the significand
   * 0x1.fffffe, whose last step ends in a tie (0.50000003 ulp). Zero and subnormals give an
   * infinity of their sign; magnitudes above 2^126, whose reciprocal would be subnormal, give a
   * zero of their sign; NaN gives NaN.
   */
  public static float reciprocal(float x) {
    int bits = Float.floatToRawIntBits(x);
    int sign = bits & 0x80000000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return x;
    }
    if (magnitude < 0x00800000) {
      return Float.intBitsToFloat(sign | 0x7f800000);
    }
    if (magnitude > 0x7e800000) {
      return Float.intBitsToFloat(sign);
    }
    // Work on the significand m in [1, 2): the same relative error everywhere, and no intermediate
    // can leave the range.
    int exponent = (magnitude >> 23) - 127;
    float m = Float.intBitsToFloat((magnitude & 0x007fffff) | ONE_BITS);
    float y = Float.intBitsToFloat(0x7ef311c7 - Float.floatToRawIntBits(m));
    y = Math.fma(y, Math.fma(-m, y, 1f), y);
    y = Math.fma(y, Math.fma(-m, y, 1f), y);
    y = Math.fma(y, Math.fma(-m, y, 1f), y);
    y = Math.fma(y, Math.fma(-m, y, 1f), y);
    // y is in [1/2, 1]; moving its exponent down by that of x stays normal.
    return Float.intBitsToFloat(sign | (Float.floatToRawIntBits(y) - (exponent << 23)));
  }

  /** {@code +0} where {@code |v| < 2^-100}, else {@code v}: the flush of squares. NaN passes. */
  public static float flushSquare(float v) {
    return Math.abs(v) < 0x1p-100f ? 0f : v;
  }

  /**
   * The square root, rounded correctly: the kernel's Newton steps give that for every input, which
   * {@code verify --exhaustive} shows, so Java's own is the twin. +0 below 2^-100 in magnitude, NaN
   * for what is negative.
   */
  public static float sqrt(float x) {
    return Math.abs(x) < 0x1p-100f ? 0f : (float) Math.sqrt(x);
  }

  /** The exponent that leaves a significand in [sqrt(1/2), sqrt(2)). */
  static int exponentOf(int bits) {
    return (bits - HALF_SQRT_BITS) >> 23;
  }

  /** log((1 + f) * 2^exponent) for 1 + f in about [sqrt(1/2), sqrt(2)). */
  private static float logOf(float f, int exponent) {
    float p = 0x1.1b44a4p-4f;
    p = Math.fma(p, f, -0x1.e2f86ep-4f);
    p = Math.fma(p, f, 0x1.e657bap-4f);
    p = Math.fma(p, f, -0x1.fb415ap-4f);
    p = Math.fma(p, f, 0x1.23322ep-3f);
    p = Math.fma(p, f, -0x1.5562eap-3f);
    p = Math.fma(p, f, 0x1.99a54cp-3f);
    p = Math.fma(p, f, -0x1.ffffeep-3f);
    p = Math.fma(p, f, 0x1.555546p-2f);
    p = Math.fma(p, f, -0.5f);
    // f + f * f * p, the large parts added last; |f| >= 2^-31 or 0, so f * f is normal or 0.
    float n = (float) exponent;
    float square = f * f;
    float low = Math.fma(square, p, n * LN2_LOW);
    return Math.fma(n, LN2_HIGH, f + low);
  }
}
