package org.logcl.numerics;

/**
 * The elementary functions of {@link Canonical} over arrays, with the same bits for every input.
 *
 * <p>Each function is cut in two kinds of loops: those of float arithmetic alone, of which the JIT
 * compiler makes vector instructions, and those that take exponents apart or select, which it does
 * not. What both hand over lies in arrays of this object. One thread at a time.
 */
public final class CanonicalLoops {
  private static final float ROUNDER = 0x1.8p23f;
  private static final int ROUNDER_BITS = 0x4b400000;

  private final float[] a;
  private final float[] b;

  /** Loops over at most so many elements. */
  public CanonicalLoops(int most) {
    a = Chains.array(most);
    b = Chains.array(most);
  }

  /** {@code y[i] = exp(x[i])} for the first n elements; y may not be x. */
  public void exp(int n, float[] x, float[] y) {
    expPolynomial(n, x, a, y);
    for (int i = 0; i < n; ++i) {
      // The low bits of the shifted sum are the integer exponent.
      int exponent = Float.floatToRawIntBits(a[i]) - ROUNDER_BITS;
      int half = exponent >> 1;
      float first = Float.intBitsToFloat((half + 127) << 23);
      float second = Float.intBitsToFloat((exponent - half + 127) << 23);
      float e = y[i] * first * second;
      float v = x[i];
      if (!(v >= -60f && v <= 0x1.62e42ep6f)) {
        e = v < -60f ? 0f : (v > 0f ? Float.POSITIVE_INFINITY : v);
      }
      y[i] = e;
    }
  }

  private static void expPolynomial(int n, float[] x, float[] shifted, float[] p) {
    for (int i = 0; i < n; ++i) {
      float v = x[i];
      float s = Math.fma(v, 0x1.715476p0f, ROUNDER);
      float k = s - ROUNDER;
      float r = Math.fma(k, -0x1.7f7d1cp-20f, Math.fma(k, -0x1.62e4p-1f, v));
      float q = Math.fma(0x1.6db44ep-10f, r, 0x1.123b72p-7f);
      q = Math.fma(q, r, 0x1.55545ep-5f);
      q = Math.fma(q, r, 0x1.55548ep-3f);
      q = Math.fma(q, r, 0.5f);
      shifted[i] = s;
      p[i] = Math.fma(Math.fma(q, r, 1f), r, 1f);
    }
  }

  /** {@code y[i] = log1p(x[i])} for the first n elements; y may not be x. */
  public void log1p(int n, float[] x, float[] y) {
    for (int i = 0; i < n; ++i) {
      float v = x[i];
      float u = 1f + v;
      int bits = Float.floatToRawIntBits(u);
      float lost = v > 1f ? 1f - (u - v) : v - (u - 1f);
      int exponent = Canonical.exponentOf(bits);
      float scaled = exponent > 64 ? 0f : lost * Float.intBitsToFloat((127 - exponent) << 23);
      a[i] = (Float.intBitsToFloat(bits - (exponent << 23)) - 1f) + scaled;
      b[i] = exponent;
    }
    logPolynomial(n, a, b, y);
    for (int i = 0; i < n; ++i) {
      float v = x[i];
      if (!(v >= 0x1p-30f && v < 0x1p64f)) {
        y[i] = Canonical.log1p(v);
      }
    }
  }

  private static void logPolynomial(int n, float[] fs, float[] exponents, float[] y) {
    for (int i = 0; i < n; ++i) {
      float f = fs[i];
      float p = Math.fma(0x1.1b44a4p-4f, f, -0x1.e2f86ep-4f);
      p = Math.fma(p, f, 0x1.e657bap-4f);
      p = Math.fma(p, f, -0x1.fb415ap-4f);
      p = Math.fma(p, f, 0x1.23322ep-3f);
      p = Math.fma(p, f, -0x1.5562eap-3f);
      p = Math.fma(p, f, 0x1.99a54cp-3f);
      p = Math.fma(p, f, -0x1.ffffeep-3f);
      p = Math.fma(p, f, 0x1.555546p-2f);
      p = Math.fma(p, f, -0.5f);
      float k = exponents[i];
      float low = Math.fma(f * f, p, k * 0x1.7f7d1cp-20f);
      y[i] = Math.fma(k, 0x1.62e4p-1f, f + low);
    }
  }

  /** {@code y[i] = reciprocal(x[i])} for the first n elements; y may not be x. */
  public void reciprocal(int n, float[] x, float[] y) {
    for (int i = 0; i < n; ++i) {
      int m = (Float.floatToRawIntBits(x[i]) & 0x007fffff) | 0x3f800000;
      a[i] = Float.intBitsToFloat(m);
      y[i] = Float.intBitsToFloat(0x7ef311c7 - m);
    }
    newton(n, a, y);
    for (int i = 0; i < n; ++i) {
      int bits = Float.floatToRawIntBits(x[i]);
      int magnitude = bits & 0x7fffffff;
      if (magnitude >= 0x00800000 && magnitude <= 0x7e800000) {
        int exponent = (magnitude >> 23) - 127;
        y[i] =
            Float.intBitsToFloat(
                (bits & 0x80000000) | (Float.floatToRawIntBits(y[i]) - (exponent << 23)));
      } else {
        y[i] = Canonical.reciprocal(x[i]);
      }
    }
  }

  private static void newton(int n, float[] m, float[] y) {
    for (int i = 0; i < n; ++i) {
      float v = -m[i];
      float w = y[i];
      w = Math.fma(w, Math.fma(v, w, 1f), w);
      w = Math.fma(w, Math.fma(v, w, 1f), w);
      w = Math.fma(w, Math.fma(v, w, 1f), w);
      y[i] = Math.fma(w, Math.fma(v, w, 1f), w);
    }
  }
}
