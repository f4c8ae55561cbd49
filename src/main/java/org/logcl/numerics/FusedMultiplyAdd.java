package org.logcl.numerics;

/**
 * Whether Java's fused multiply-add is an instruction: where it is not, it falls to BigDecimal,
 * hundreds of times slower, and with it everything in canonical arithmetic.
 */
public final class FusedMultiplyAdd {
  /** What to say where it is not, and the way out. */
  public static final String ADVICE =
      "this Java has no fused multiply-add instruction (a processor without FMA3, or -XX:-UseFMA), so reference is"
          + " hundreds of times slower than it could be: an OpenCL device such as PoCL is the way out";

  private static final int ROUNDS = 5;
  private static final int COUNT = 500;
  // An instruction takes a few nanoseconds, tens where the loop is interpreted; BigDecimal takes
  // more than a microsecond. The quickest round counts, so that an interruption cannot mislead.
  private static final long LIMIT_NANOS = COUNT * 500L;

  private FusedMultiplyAdd() {}

  /** Measures it, the first time: less than a millisecond where it is an instruction. */
  public static boolean isFast() {
    return Measured.FAST;
  }

  private static final class Measured {
    static final boolean FAST = measure();
  }

  private static boolean measure() {
    for (int round = 0; round < ROUNDS; ++round) {
      float value = 1f;
      long start = System.nanoTime();
      for (int i = 0; i < COUNT; ++i) {
        value = Math.fma(value, 0.999f, 0.001f);
      }
      if (System.nanoTime() - start < LIMIT_NANOS && value > 0) {
        return true;
      }
    }
    return false;
  }
}
