package org.logcl.verify;

import java.util.Locale;
import org.logcl.kernel.Elementary.Function;
import org.logcl.numerics.SplitMix;

/**
 * One canonical operation: on edges, on random bit patterns, and on random values of the range that
 * matters.
 */
final class ElementaryCheck implements Check {
  private static final float[] EDGES = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    2f,
    17f,
    -17f,
    59.99f,
    -59.99f,
    -60f,
    -60.000004f,
    88.72283f,
    88.72284f,
    0x1.62e42ep6f,
    0x1.62e430p6f,
    0x1p-40f,
    0x1.fffffep-41f,
    -0x1p-40f,
    0x1p-30f,
    -0x1p-30f,
    0x1.fffffep-31f,
    0x1.fffffep-1f,
    -0x1.fffffep-1f,
    0x1.000002p0f,
    0x1.fffffep0f,
    0x1.6a09e6p-1f,
    0x1.6a09e8p-1f,
    0x1.6a09e6p0f,
    0x1p24f,
    -0x1p24f,
    16777215f,
    3e10f,
    -3e10f,
    0x1p63f,
    0x1p64f,
    0x1p65f,
    0x1p126f,
    0x1.000002p126f,
    0x1p-126f,
    -0x1p-126f,
    0x1p-149f,
    -0x1p-149f,
    0x1.fffffcp-127f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final Function function;
  private final int count;
  private final long seed;

  ElementaryCheck(Function function, int count, long seed) {
    this.function = function;
    this.count = count;
    this.seed = seed;
  }

  @Override
  public String what() {
    return name() + " of " + count + " values";
  }

  private String name() {
    return function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Override
  public void run(Trial trial) {
    boolean arithmetic = function.compareTo(Function.TRUNCATE) < 0;
    SplitMix random = new SplitMix(seed);
    float[] a = arithmetic ? moderate(random) : awkward(random);
    float[] b = moderate(random);
    float[] c = moderate(random);
    trial
        .stage(name())
        .add(
            what(),
            trial.onDevice.elementary(function, a, b, c),
            trial.onTwin.elementary(function, a, b, c),
            ExpectedSteps.elementary(function, a, b, c));
  }

  /** Values of which no sum or product is subnormal: canonical code makes no others. */
  private float[] moderate(SplitMix random) {
    float[] values = new float[count];
    for (int i = 0; i < count; ++i) {
      int exponent = 127 - 32 + (int) (random.next() >>> 58);
      int bits = ((int) random.next() & 0x807fffff) | (exponent << 23);
      values[i] = i % 64 == 0 ? 0 : Float.intBitsToFloat(bits);
    }
    return values;
  }

  private float[] awkward(SplitMix random) {
    float[] values = new float[count];
    for (int i = 0; i < count; ++i) {
      values[i] =
          i < EDGES.length
              ? EDGES[i]
              : switch (i % 3) {
                case 0 -> Float.intBitsToFloat((int) random.next());
                case 1 -> random.nextFloat() * 160 - 65;
                default -> {
                  float v = (random.nextFloat() - 0.5f) * 2;
                  yield Math.scalb(v, -(int) (random.next() >>> 59)) + (i % 2);
                }
              };
    }
    return values;
  }
}
