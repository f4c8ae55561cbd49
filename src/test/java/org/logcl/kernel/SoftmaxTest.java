package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedForward;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Problem;

class SoftmaxTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 2, 1},
    {1, 2, 2},
    {2, 3, 3},
    {1, 10, 15},
    {1, 15, 16},
    {1, 16, 17},
    {1, 17, 5},
    {1, 63, 3},
    {1, 64, 3},
    {1, 65, 3},
    {1, 129, 2},
    {2, 3, 97},
    {1, 10, 193},
    {1, 1000, 33}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      compare(
          p.name(),
          new Guarded(backend).probabilities(p.shape(), p.rows().count(), z),
          TWIN.probabilities(p.shape(), p.rows().count(), z),
          ExpectedForward.probabilities(p.shape(), p.rows().count(), z));
    }
  }

  @EveryBackend
  void equalLogitsShareAlike(Backend backend) {
    float[] z = new float[16];
    float[] p = new Guarded(backend).probabilities(new Shape(1, 4), 1, z);
    for (int c = 0; c < 4; ++c) {
      assertEquals(0.25f, p[c]);
    }
  }
}
