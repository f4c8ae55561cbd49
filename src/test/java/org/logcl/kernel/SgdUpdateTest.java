package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedSteps;
import org.logcl.verify.Guarded;
import org.logcl.verify.Problem;

class SgdUpdateTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1},
    {2, 1, 1},
    {3, 1, 1},
    {14, 1, 1},
    {15, 1, 1},
    {16, 1, 1},
    {97, 1, 1},
    {1, 2, 1},
    {5, 16, 1},
    {7, 17, 1},
    {64, 10, 1}
  };
  private static final List<SgdUpdate.Step> STEPS =
      List.of(
          new SgdUpdate.Step(1, 0.1f, 0, 0),
          new SgdUpdate.Step(0.03125f, 0.1f, 0.9f, 0),
          new SgdUpdate.Step(0x1p-20f, 1e-3f, 0.5f, 0.01f),
          new SgdUpdate.Step(0.37f, 10, 0, 1e-6f));

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      int length = p.shape().parameters();
      SplitMix random = new SplitMix(length);
      float[] velocity = random(length, 1, random);
      Guarded.Total total =
          new Guarded.Total(random(length, 10, random), random(length, 1e-6f, random));
      for (SgdUpdate.Step step : STEPS) {
        Guarded.Update device =
            new Guarded(backend).update(p.shape(), step, total, p.params(), velocity);
        Guarded.Update twin = TWIN.update(p.shape(), step, total, p.params(), velocity);
        ExpectedSteps.Update expected =
            ExpectedSteps.Update.of(p.shape(), step, total, p.params(), velocity);
        compare("velocity", device.velocity(), twin.velocity(), expected.velocity());
        compare("params", device.params(), twin.params(), expected.params());
      }
    }
  }

  private static float[] random(int length, float scale, SplitMix random) {
    float[] values = new float[length];
    for (int i = 0; i < length; ++i) {
      values[i] = i % 6 == 0 ? 0 : (random.nextFloat() - 0.5f) * scale;
    }
    return values;
  }

  /** Weights decay, the intercept does not. */
  @EveryBackend
  void theInterceptIsNotPenalised(Backend backend) {
    Guarded.Update update =
        new Guarded(backend)
            .update(
                new Shape(1, 1),
                new SgdUpdate.Step(0.5f, 0.25f, 0.5f, 0.5f),
                new Guarded.Total(new float[] {4, 4}, new float[2]),
                new float[] {8, 8},
                new float[] {1, 1});
    assertArrayEquals(new float[] {6.5f, 2.5f}, update.velocity());
    assertArrayEquals(new float[] {6.375f, 7.375f}, update.params());
  }

  /** Below 2^-40 everything becomes +0: the penalty, the gradient, the velocity, the parameter. */
  @EveryBackend
  void smallValuesBecomeZero(Backend backend) {
    Guarded.Update update =
        new Guarded(backend)
            .update(
                new Shape(3, 1),
                new SgdUpdate.Step(1, 0.25f, 0.5f, 0x1p-10f),
                new Guarded.Total(new float[] {0x1p-41f, 0x1p-38f, 0, 0x1p-39f}, new float[4]),
                new float[] {0, 0, 0x1p-35f, 0},
                new float[] {0, 0, 0x1.8p-40f, -0x1p-40f});
    // The second: v = 2^-38 stays, rate * v = 2^-40 stays. The fourth: 2^-39 - 2^-41, then too
    // small.
    assertArrayEquals(new float[] {0, 0x1p-38f, 0, 0x1.8p-40f}, update.velocity());
    assertArrayEquals(new float[] {0, -0x1p-40f, 0x1p-35f, 0}, update.params());
  }
}
