package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SoftmaxGradientTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 2, 1},
    {2, 2, 2},
    {3, 3, 3},
    {4, 15, 4},
    {5, 16, 5},
    {7, 17, 3},
    {8, 3, 15},
    {3, 33, 5},
    {1, 2, 191},
    {2, 3, 192},
    {3, 2, 193},
    {4, 10, 385},
    {1, 32, 193},
    {1, 33, 767},
    {2, 33, 768},
    {1, 33, 769},
    {63, 5, 33},
    {64, 17, 193},
    {65, 65, 97},
    {3, 1000, 21},
    {4099, 2, 3}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      float[] r = TWIN.softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z).residuals();
      compare(
          p.name(),
          new Guarded(backend).gradient(p.shape(), p.rows(), p.x(), r),
          TWIN.gradient(p.shape(), p.rows(), p.x(), r),
          ExpectedSums.gradient(p.shape(), p.rows(), p.x(), r));
    }
  }

  /** An fma in software may give -0 for a sum of products that are all 0. */
  @EveryBackend
  void sumsOfZeroHaveNoSign(Backend backend) {
    float[] x = {-1, -2, 0, -3};
    assertArrayEquals(
        new float[3 * 16],
        new Guarded(backend).gradient(new Shape(2, 2), Positions.all(2), x, new float[2 * 16]));
  }

  /** 0 times infinity is not 0: a kernel must not leave out rows with a residual of 0. */
  @EveryBackend
  void zeroResidualsDoNotHideInfinities(Backend backend) {
    float[] x = {1, Float.POSITIVE_INFINITY};
    float[] gradient =
        new Guarded(backend).gradient(new Shape(1, 2), Positions.all(2), x, new float[2 * 16]);
    assertTrue(Float.isNaN(gradient[0]));
  }
}
