package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.Comparison;
import org.logcl.verify.Expectation;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;

class CombineChunksTest extends KernelContract {
  // parameters, chunks; vectors of 16 and blocks of 128 in the CPU flavour
  private static final int[][] SIZES = {
    {1, 1}, {2, 2}, {3, 3}, {15, 5}, {16, 7}, {17, 13}, {97, 2}, {33, 101}, {5, 2003}, {128, 3},
    {129, 4}, {143, 2}, {160, 3}, {300, 5}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (int[] size : SIZES) {
      if (Devices.isSlow(backend) && size[0] * size[1] > 300) {
        continue;
      }
      float[] partials = partials(size[0] * size[1]);
      Guarded.Total begun = check(backend, size[0], size[1], partials, null);
      check(backend, size[0], size[1], partials, begun);
    }
  }

  private static Guarded.Total check(
      Backend backend, int parameters, int chunks, float[] partials, Guarded.Total before) {
    Guarded.Total device = new Guarded(backend).combine(parameters, chunks, partials, before);
    Guarded.Total twin = TWIN.combine(parameters, chunks, partials, before);
    Expectation expected = ExpectedSums.combine(parameters, chunks, partials, before);
    String what = parameters + " parameters, " + chunks + " chunks";
    Comparison comparison = new Comparison(what);
    for (int i = 0; i < parameters; ++i) {
      comparison.bits(what, i, device.high()[i], twin.high()[i]);
      comparison.bits(what, i, device.low()[i], twin.low()[i]);
      double sum = (double) device.high()[i] + device.low()[i];
      comparison.truth(what, i, sum, expected.truth()[i], expected.bound()[i], 0);
    }
    assertGood(comparison.result());
    return twin;
  }

  private static float[] partials(int length) {
    SplitMix random = new SplitMix(length);
    float[] partials = new float[length];
    for (int i = 0; i < length; ++i) {
      float scale = Math.scalb(1f, (int) (random.next() >>> 59) - 16);
      partials[i] = (random.nextFloat() - 0.4f) * scale;
    }
    return partials;
  }

  /** A float32 total of 1 and 2^-24, again and again, would stay at 1. */
  @EveryBackend
  void doesNotStall(Backend backend) {
    float[] partials = new float[257];
    Arrays.fill(partials, 0x1p-25f);
    partials[0] = 1;
    Guarded.Total total = new Guarded(backend).combine(1, 257, partials, null);
    assertEquals(1 + 0x1p-17, (double) total.high()[0] + total.low()[0]);
  }
}
