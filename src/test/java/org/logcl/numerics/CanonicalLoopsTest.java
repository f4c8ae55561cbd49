package org.logcl.numerics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bits of {@link Canonical}, whether the loops run interpreted or as vectors. */
class CanonicalLoopsTest {
  private static final int COUNT = 4096;

  private interface OfOne {
    float of(float x);
  }

  private interface OfMany {
    void of(CanonicalLoops loops, int n, float[] x, float[] y);
  }

  static Stream<Arguments> functions() {
    OfOne exp = Canonical::exp;
    OfOne log1p = Canonical::log1p;
    OfOne reciprocal = Canonical::reciprocal;
    OfMany exps = CanonicalLoops::exp;
    OfMany logs = CanonicalLoops::log1p;
    OfMany reciprocals = CanonicalLoops::reciprocal;
    return Stream.of(
        Arguments.of("exp", exp, exps),
        Arguments.of("log1p", log1p, logs),
        Arguments.of("reciprocal", reciprocal, reciprocals));
  }

  /** Every 1,021st bit pattern, a prime number of them: all exponents of both signs, and NaNs. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void haveTheBitsOfCanonical(String name, OfOne one, OfMany many) {
    CanonicalLoops loops = new CanonicalLoops(COUNT);
    float[] x = new float[COUNT];
    float[] y = new float[COUNT];
    long pattern = 0;
    while (pattern < 1L << 32) {
      for (int i = 0; i < COUNT; ++i) {
        x[i] = Float.intBitsToFloat((int) pattern);
        pattern += 1021;
      }
      check(one, many, loops, COUNT, x, y);
    }
  }

  /** Where a formula or a selection changes, and the floats around it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void haveTheBitsOfCanonicalAtTheEdges(String name, OfOne one, OfMany many) {
    int[] edges =
        Stream.of(
                0f,
                Float.MIN_NORMAL,
                0x1p-40f,
                0x1p-30f,
                (float) Math.sqrt(0.5) - 1,
                (float) Math.sqrt(2) - 1,
                0x1.fffffcp-1f,
                1f,
                0x1.fffffep0f,
                2f,
                60f,
                0x1.62e42ep6f,
                0x1p24f,
                0x1p64f,
                0x1p65f,
                0x1p126f,
                Float.MAX_VALUE,
                Float.POSITIVE_INFINITY)
            .mapToInt(Float::floatToRawIntBits)
            .flatMap(bits -> IntStream.rangeClosed(bits - 3, bits + 3))
            .flatMap(bits -> IntStream.of(bits, bits ^ 0x80000000))
            .toArray();
    float[] x = new float[edges.length];
    for (int i = 0; i < x.length; ++i) {
      x[i] = Float.intBitsToFloat(edges[i]);
    }
    check(one, many, new CanonicalLoops(x.length), x.length, x, new float[x.length]);
  }

  private static void check(
      OfOne one, OfMany many, CanonicalLoops loops, int n, float[] x, float[] y) {
    many.of(loops, n, x, y);
    for (int i = 0; i < n; ++i) {
      // floatToIntBits: all NaNs are one value.
      int expected = Float.floatToIntBits(one.of(x[i]));
      if (Float.floatToIntBits(y[i]) != expected) {
        assertEquals(Float.intBitsToFloat(expected), y[i], "at " + x[i]);
      }
    }
  }

  @Test
  void touchOnlyTheFirstElements() {
    float[] x = {1f, 2f, 3f, 4f};
    for (Arguments function : functions().toList()) {
      float[] y = {-1f, -2f, -3f, -4f};
      ((OfMany) function.get()[2]).of(new CanonicalLoops(3), 3, x, y);
      assertEquals(-4f, y[3]);
    }
    assertArrayEquals(new float[] {1f, 2f, 3f, 4f}, x);
  }
}
