package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedForward;
import org.logcl.verify.Guarded;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SoftmaxLogitsTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 2, 1},
    {2, 2, 2},
    {3, 3, 3},
    {1, 15, 4},
    {4, 16, 5},
    {5, 17, 7},
    {3, 31, 5},
    {4, 32, 4},
    {2, 33, 3},
    {7, 63, 3},
    {1, 64, 3},
    {3, 65, 2},
    {64, 10, 16},
    {65, 3, 17},
    {127, 5, 193},
    {500, 17, 33},
    {13, 1000, 21},
    {4099, 2, 3}
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
  void takesTheRowsThatTheOrderNamesAndLeavesThePaddingZero(Backend backend) {
    float[] x = {1, 10, 2, 20, 3, 30};
    float[] params = new float[3 * 16];
    params[0] = 1; // feature 0, class 0
    params[17] = 0.5f; // feature 1, class 1
    params[33] = 100; // intercept of class 1
    Positions rows = new Positions(new int[] {1, 2, 0}, 1, 2);
    float[] expected = new float[2 * 16];
    expected[0] = 3;
    expected[1] = 115;
    expected[16] = 1;
    expected[17] = 105;
    assertArrayEquals(expected, new Guarded(backend).logits(new Shape(2, 2), rows, x, params));
  }
}
