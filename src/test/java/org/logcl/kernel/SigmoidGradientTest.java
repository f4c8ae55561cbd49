package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SigmoidGradientTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 1, 2},
    {2, 1, 3},
    {14, 1, 15},
    {15, 1, 16},
    {16, 1, 17},
    {17, 1, 3},
    {31, 1, 7},
    {32, 1, 5},
    {33, 1, 4},
    {1, 1, 511},
    {3, 1, 512},
    {15, 1, 513},
    {16, 1, 1023},
    {17, 1, 1025},
    {200, 1, 1537},
    {1000, 1, 5}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      float[] r = TWIN.sigmoidScores(p.rows(), p.soft(), p.weights(), z).residuals();
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
        new float[3],
        new Guarded(backend).gradient(new Shape(2, 1), Positions.all(2), x, new float[2]));
  }

  /** 0 times infinity is not 0: a kernel must not leave out rows with a residual of 0. */
  @EveryBackend
  void zeroResidualsDoNotHideInfinities(Backend backend) {
    float[] x = {1, Float.POSITIVE_INFINITY};
    float[] gradient =
        new Guarded(backend).gradient(new Shape(1, 1), Positions.all(2), x, new float[2]);
    assertTrue(Float.isNaN(gradient[0]));
  }
}
