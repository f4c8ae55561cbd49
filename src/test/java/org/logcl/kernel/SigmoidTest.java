package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedForward;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Problem;

class SigmoidTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1}, {2, 1, 2}, {3, 1, 3}, {1, 1, 15}, {2, 1, 16}, {1, 1, 17}, {1, 1, 41}, {1, 1, 997}
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

  /** float32's 1 / (1 + e^-z) is exactly 1 from z = 16.636 on: the other class must not be 0. */
  @EveryBackend
  void keepsTheSmallSideOfAConfidentRow(Backend backend) {
    float[] z = {16.636f, 17, 0};
    float[] p = new Guarded(backend).probabilities(new Shape(1, 1), 3, z);
    assertEquals(5.957679e-8, p[0], 1e-14);
    assertEquals(1, p[1]);
    assertEquals(4.139938e-8, p[2], 1e-14);
    assertEquals(0.5f, p[4]);
    assertEquals(0.5f, p[5]);
  }
}
