package org.logcl.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors over 2^20 inputs, every 4,093rd bit pattern, against what was measured over all. */
class CanonicalTest {
  private static final int STRIDE = 4093; // prime, so that all low bits are met

  private interface FloatFunction {
    float of(float x);
  }

  private static double worstUlp(FloatFunction f, DoubleUnaryOperator truth, float from, float to) {
    double worst = 0;
    for (long pattern = 0; pattern < 1L << 32; pattern += STRIDE) {
      float x = Float.intBitsToFloat((int) pattern);
      if (x >= from && x <= to && Math.abs(x) >= Float.MIN_NORMAL) {
        worst = Math.max(worst, ulps(f.of(x), truth.applyAsDouble(x), x));
      }
    }
    return worst;
  }

  private static double ulps(float value, double truth, float x) {
    if (Double.isInfinite((float) truth) && value == (float) truth) {
      return 0;
    }
    double unit = Math.scalb(1.0, Math.max(Math.getExponent(truth), -126) - 23);
    double error = Math.abs(value - truth) / unit;
    assertTrue(error < 2, () -> "at " + x + ": " + value + " instead of " + truth);
    return error;
  }

  @Test
  void expIsAccurate() {
    assertTrue(worstUlp(Canonical::exp, StrictMath::exp, -60, Float.MAX_VALUE) <= 0.914);
  }

  @Test
  void logIsAccurate() {
    assertTrue(
        worstUlp(Canonical::log, StrictMath::log, Float.MIN_NORMAL, Float.MAX_VALUE) <= 0.841);
  }

  @Test
  void log1pIsAccurate() {
    float end = Canonical.FLUSH_BELOW;
    double below = worstUlp(Canonical::log1p, StrictMath::log1p, -0x1.fffffep-1f, -end);
    double above = worstUlp(Canonical::log1p, StrictMath::log1p, end, Float.MAX_VALUE);
    assertTrue(Math.max(below, above) <= 1.43);
  }

  /**
   * Every significand, since the error depends on nothing else. 1 / 0x1.fffffep0 lies 2^-49 above
   * the middle of two floats, and the last Newton step lands on the middle: the tie goes down, at
   * 0.50000003 ulp.
   */
  @Test
  void reciprocalIsRoundedCorrectlyButForOneSignificand() {
    for (int bits = 0x3f800000; bits < 0x3fffffff; ++bits) {
      float m = Float.intBitsToFloat(bits);
      if (Canonical.reciprocal(m) != 1 / m) {
        fail("1 / " + m);
      }
    }
    assertEquals(0.5f, Canonical.reciprocal(0x1.fffffep0f));
    assertEquals(Math.nextUp(0.5f), 1 / 0x1.fffffep0f);
  }

  @Test
  void reciprocalIsTheSameAtEveryExponent() {
    for (long pattern = 0; pattern < 1L << 32; pattern += STRIDE) {
      float x = Float.intBitsToFloat((int) pattern);
      boolean exception = (pattern & 0x7fffff) == 0x7fffff;
      if (Math.abs(x) >= Float.MIN_NORMAL && Math.abs(x) <= 0x1p126f && !exception) {
        assertEquals(1 / x, Canonical.reciprocal(x), () -> "1 / " + x);
      }
    }
  }

  /** The neighbourhoods of the points where the functions change their way. */
  @ParameterizedTest
  @ValueSource(floats = {-60, 88.72284f, 0, 1, 0.70710677f, 1.4142135f, -0x1p-30f, 0x1p-30f, 2})
  void isAccurateBesideItsSeams(float seam) {
    float x = seam;
    for (int i = 0; i < 2000; ++i) {
      x = Math.nextUp(x);
    }
    for (int i = 0; i < 4000; ++i) {
      float v = x;
      if (v >= -60) {
        assertTrue(ulps(Canonical.exp(v), StrictMath.exp(v), v) <= 0.914);
      }
      if (v >= Float.MIN_NORMAL) {
        assertTrue(ulps(Canonical.log(v), StrictMath.log(v), v) <= 0.841);
      }
      if (v > -1 && Math.abs(v) >= Canonical.FLUSH_BELOW) {
        assertTrue(ulps(Canonical.log1p(v), StrictMath.log1p(v), v) <= 1.43);
      }
      x = Math.nextDown(x);
    }
  }

  @Test
  void expHasItsEdges() {
    assertEquals(0f, Canonical.exp(Math.nextDown(-60f)));
    assertEquals(8.7565109e-27f, Canonical.exp(-60f), 1e-33f);
    assertEquals(0f, Canonical.exp(Float.NEGATIVE_INFINITY));
    assertEquals(1f, Canonical.exp(0f));
    assertEquals(1f, Canonical.exp(-0f));
    assertEquals(1f, Canonical.exp(Float.MIN_VALUE));
    assertEquals(3.4027984e38f, Canonical.exp(0x1.62e42ep6f), 1e32f);
    assertEquals(Float.POSITIVE_INFINITY, Canonical.exp(Math.nextUp(0x1.62e42ep6f)));
    assertEquals(Float.POSITIVE_INFINITY, Canonical.exp(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Canonical.exp(Float.NaN));
  }

  @Test
  void logHasItsEdges() {
    assertEquals(0f, Canonical.log(1f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.log(0f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.log(-0f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.log(0x1.fffffcp-127f));
    assertEquals(-87.33655f, Canonical.log(Float.MIN_NORMAL));
    assertEquals(Float.POSITIVE_INFINITY, Canonical.log(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Canonical.log(-1f));
    assertEquals(Float.NaN, Canonical.log(Float.NEGATIVE_INFINITY));
    assertEquals(Float.NaN, Canonical.log(Float.NaN));
  }

  @Test
  void log1pHasItsEdges() {
    assertEquals(0f, Canonical.log1p(0f));
    assertEquals(0f, Canonical.log1p(-0f));
    assertEquals(0f, Canonical.log1p(Math.nextDown(0x1p-40f)));
    assertEquals(0x1p-40f, Canonical.log1p(0x1p-40f));
    assertEquals(-0x1p-40f, Canonical.log1p(-0x1p-40f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.log1p(-1f));
    assertEquals(Float.NaN, Canonical.log1p(-1.0000001f));
    assertEquals(Float.POSITIVE_INFINITY, Canonical.log1p(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Canonical.log1p(Float.NaN));
    assertEquals(88.722839f, Canonical.log1p(Float.MAX_VALUE));
  }

  @Test
  void reciprocalHasItsEdges() {
    assertEquals(Float.POSITIVE_INFINITY, Canonical.reciprocal(0f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.reciprocal(-0f));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.reciprocal(-0x1.fffffcp-127f));
    assertEquals(0x1p126f, Canonical.reciprocal(Float.MIN_NORMAL));
    assertEquals(Float.MIN_NORMAL, Canonical.reciprocal(0x1p126f));
    assertEquals(0f, Canonical.reciprocal(Math.nextUp(0x1p126f)));
    assertEquals(-0f, Canonical.reciprocal(-Float.MAX_VALUE));
    assertEquals(0f, Canonical.reciprocal(Float.POSITIVE_INFINITY));
    assertEquals(Float.NaN, Canonical.reciprocal(Float.NaN));
  }

  @Test
  void flushMakesPositiveZeros() {
    assertEquals(0f, Canonical.flush(-0f));
    assertEquals(0f, Canonical.flush(0x1.fffffep-41f));
    assertEquals(0f, Canonical.flush(-0x1.fffffep-41f));
    assertEquals(0x1p-40f, Canonical.flush(0x1p-40f));
    assertEquals(-0x1p-40f, Canonical.flush(-0x1p-40f));
    assertEquals(Float.NaN, Canonical.flush(Float.NaN));
    assertEquals(Float.NEGATIVE_INFINITY, Canonical.flush(Float.NEGATIVE_INFINITY));
  }
}
