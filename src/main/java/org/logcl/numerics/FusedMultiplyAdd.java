package org.logcl.cli;

/**
 * Whether Java's fused multiply-add is an instruction: where it is not, it falls to BigDecimal,
 * hundreds of times slower.
 */
final class FusedMultiplyAdd {
  static final String ADVICE =
      "this processor has no fused multiply-add that Java can use, so reference is hundreds of times slower than it could be";

  private static final int COUNT = 20_000;
  // An instruction takes a few nanoseconds even interpreted; BigDecimal takes more than a
  // microsecond.
  private static final long LIMIT_NANOS = COUNT * 500L;

  private FusedMultiplyAdd() {}

  static boolean isFast() {
    float value = 1f;
    long start = System.nanoTime();
    for (int i = 0; i < COUNT; ++i) {
      value = Math.fma(value, 0.999f, 0.001f);
    }
    return System.nanoTime() - start < LIMIT_NANOS && value > 0;
  }
}
