package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.numerics.SplitMix;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.Guarded;

/** A gradient's norm and what it is scaled by: {@link GradientNorm}, {@link GradientScale}. */
class GradientNormTest extends KernelContract {
  private static final int[][] SHAPES = {
    {1, 1}, {14, 1}, {62, 1}, {63, 1}, {64, 1}, {300, 1}, {7, 17}
  };

  private static Guarded.Total clipped(
      Backend backend, Shape shape, float inverse, float most, Guarded.Total gradient) {
    return new Guarded(backend).clipped(shape, inverse, most, gradient);
  }

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (int[] size : SHAPES) {
      Shape shape = new Shape(size[0], size[1]);
      Guarded.Total gradient = UpdateStates.gradient(shape, new SplitMix(size[0]));
      double sum = 0;
      for (int i = 0; i < shape.parameters(); ++i) {
        double g = (double) gradient.high()[i] + gradient.low()[i];
        sum += g * g;
      }
      double norm = StrictMath.sqrt(sum) * 0.125;
      for (float most : new float[] {0x1p-10f, (float) norm / 2, (float) norm * 2}) {
        Guarded.Total device = clipped(backend, shape, 0.125f, most, gradient);
        Guarded.Total twin = clipped(TWIN_BACKEND, shape, 0.125f, most, gradient);
        assertArrayEquals(twin.high(), device.high());
        assertArrayEquals(twin.low(), device.low());
        double factor = Math.min(1, most / norm);
        // A chain of fma over the lanes, the tree, and a handful of operations besides.
        double relative = (shape.parameters() / 64 + 6 + 8) * 0x1p-23;
        for (int i = 0; i < shape.parameters(); ++i) {
          double truth = factor * gradient.high()[i];
          assertEquals(truth, device.high()[i], relative * Math.abs(truth) + 0x1p-40);
        }
      }
    }
  }

  /** An overflow must be seen as divergence, not be scaled to zero. */
  @EveryBackend
  void aNormThatIsNotFiniteChangesNothing(Backend backend) {
    for (float wild : new float[] {0x1p100f, Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] high = {wild, 1};
      Guarded.Total left =
          clipped(backend, new Shape(1, 1), 1, 0.5f, new Guarded.Total(high, new float[2]));
      assertArrayEquals(high, left.high());
    }
  }
}
