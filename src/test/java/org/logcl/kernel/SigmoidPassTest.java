package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;
import org.logcl.verify.Problem;

class SigmoidPassTest extends KernelContract {
  // Features around the vectors (16), the lanes (64) and the blocks (128) of the CPU flavour; rows
  // around strips (16), chunks (512).
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 1, 2},
    {2, 1, 17},
    {15, 1, 15},
    {16, 1, 16},
    {17, 1, 31},
    {31, 1, 33},
    {32, 1, 5},
    {33, 1, 47},
    {48, 1, 7},
    {49, 1, 3},
    {63, 1, 18},
    {64, 1, 16},
    {65, 1, 3},
    {80, 1, 9},
    {127, 1, 19},
    {128, 1, 16},
    {129, 1, 5},
    {143, 1, 3},
    {145, 1, 2},
    {257, 1, 40},
    {3, 1, 511},
    {30, 1, 512},
    {28, 1, 513},
    {66, 1, 1025},
    {512, 1, 1537}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    Guarded device = new Guarded(backend);
    for (Problem p : problems(backend, SIZES)) {
      Guarded.Pass actual =
          device.pass(p.shape(), p.rows(), p.x(), p.params(), p.soft(), p.weights());
      Guarded.Pass twin = TWIN.pass(p.shape(), p.rows(), p.x(), p.params(), p.soft(), p.weights());
      float[] z = TWIN.logits(p.shape(), p.rows(), p.x(), p.params());
      ExpectedScores expected = ExpectedScores.sigmoid(p.rows(), p.soft(), p.weights(), z);
      float[] r = TWIN.sigmoidScores(p.rows(), p.soft(), p.weights(), z).residuals();
      compare(p.name(), actual.losses(), twin.losses(), expected.losses());
      compare(p.name(), actual.correct(), twin.correct(), expected.correct());
      compare(
          p.name(),
          actual.partials(),
          twin.partials(),
          ExpectedSums.gradient(p.shape(), p.rows(), p.x(), r));
    }
  }

  /**
   * The fused pass gives the bits of the kernels of its steps, run one after the other on the same
   * device.
   */
  @EveryBackend
  void givesTheBitsOfItsSteps(Backend backend) {
    Guarded device = new Guarded(backend);
    for (Problem p : problems(backend, SIZES)) {
      Guarded.Pass pass =
          device.pass(p.shape(), p.rows(), p.x(), p.params(), p.soft(), p.weights());
      float[] z = device.logits(p.shape(), p.rows(), p.x(), p.params());
      Guarded.Scores scores = device.sigmoidScores(p.rows(), p.soft(), p.weights(), z);
      assertArrayEquals(scores.losses(), pass.losses(), p.name());
      assertArrayEquals(scores.correct(), pass.correct(), p.name());
      assertArrayEquals(
          device.gradient(p.shape(), p.rows(), p.x(), scores.residuals()),
          pass.partials(),
          p.name());
    }
  }
}
