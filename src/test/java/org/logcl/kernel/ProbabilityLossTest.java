package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.numerics.SplitMix;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedSteps;
import org.logcl.verify.Guarded;

class ProbabilityLossTest extends KernelContract {
  private static final int[] ROWS = {1, 2, 3, 15, 16, 17, 97, 2003};
  private static final float[] EDGES = {
    0, 1, 0.5f, 0x1p-149f, 0x1.fffffcp-127f, 0x1p-126f, 1e-12f, 0x1p-40f, 0x1p-24f, 0x1.fffffep-1f
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (int rows : ROWS) {
      if (Devices.isSlow(backend) && rows > 200) {
        continue;
      }
      SplitMix random = new SplitMix(rows);
      float[] p = new float[rows];
      float[] y = new float[rows];
      float[] s = new float[rows];
      for (int i = 0; i < rows; ++i) {
        p[i] = i % 3 == 1 ? EDGES[i / 3 % EDGES.length] : random.nextFloat();
        y[i] = i % 4 == 0 ? random.nextFloat() : i % 2;
        s[i] = i % 5 == 0 ? 0 : 2 * random.nextFloat();
      }
      Guarded.Losses device = new Guarded(backend).probabilityLoss(p, y, s);
      Guarded.Losses twin = TWIN.probabilityLoss(p, y, s);
      ExpectedSteps.Losses expected = ExpectedSteps.Losses.of(p, y, s);
      compare(rows + " losses", device.losses(), twin.losses(), expected.losses());
      compare(rows + " gradients", device.gradients(), twin.gradients(), expected.gradients());
    }
  }

  /** Each logarithm is at least -100 and p (1 - p) at least 1e-12, as in PyTorch's BCELoss. */
  @EveryBackend
  void clampsAsPyTorchDoes(Backend backend) {
    float[] p = {1, 0, 1, 0, 0.25f};
    float[] y = {0, 1, 1, 0, 1};
    float[] s = {1, 1, 1, 1, 2};
    Guarded.Losses losses = new Guarded(backend).probabilityLoss(p, y, s);
    assertArrayEquals(new float[] {100, 100, 0, 0, 1.3862944f}, losses.losses(), 2e-7f);
    assertArrayEquals(new float[] {1e12f, -1e12f, 0, 0, -8}, losses.gradients(), 1e5f);
  }
}
