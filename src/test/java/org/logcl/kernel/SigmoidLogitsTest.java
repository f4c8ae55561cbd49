package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedForward;
import org.logcl.verify.Guarded;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SigmoidLogitsTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 1, 2},
    {2, 1, 3},
    {3, 1, 15},
    {15, 1, 16},
    {16, 1, 17},
    {17, 1, 1},
    {31, 1, 5},
    {63, 1, 3},
    {64, 1, 3},
    {65, 1, 3},
    {127, 1, 2},
    {128, 1, 1},
    {129, 1, 2},
    {191, 1, 97},
    {193, 1, 513},
    {1000, 1, 33},
    {4099, 1, 3}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      compare(
          p.name(),
          new Guarded(backend).logits(p.shape(), p.rows(), p.x(), p.params()),
          TWIN.logits(p.shape(), p.rows(), p.x(), p.params()),
          ExpectedForward.logits(p.shape(), p.rows(), p.x(), p.params()));
    }
  }

  @EveryBackend
  void takesTheRowsThatTheOrderNames(Backend backend) {
    float[] x = {1, 10, 2, 20, 3, 30};
    float[] params = {1, 0.5f, 100};
    Positions rows = new Positions(new int[] {1, 2, 0}, 1, 2);
    assertArrayEquals(
        new float[] {118, 106}, new Guarded(backend).logits(new Shape(2, 1), rows, x, params));
  }
}
