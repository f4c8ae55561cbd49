package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SoftmaxSoftResidualTest extends KernelContract {
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
    {1, 100, 193},
    {1, 1000, 33}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      Guarded.Scores device =
          new Guarded(backend).softScores(p.shape(), p.rows(), p.soft(), p.weights(), z);
      Guarded.Scores twin = TWIN.softScores(p.shape(), p.rows(), p.soft(), p.weights(), z);
      ExpectedScores expected = ExpectedScores.soft(p.shape(), p.rows(), p.soft(), p.weights(), z);
      compare("loss, " + p.name(), device.losses(), twin.losses(), expected.losses());
      compare("residual, " + p.name(), device.residuals(), twin.residuals(), expected.residuals());
      compare("correct, " + p.name(), device.correct(), twin.correct(), expected.correct());
    }
  }

  /** A target with all its mass in one class is a class index, to the last bit. */
  @EveryBackend
  void oneHotTargetsGiveTheBitsOfClassIndices(Backend backend) {
    for (Problem p : problems(backend, new int[] {1, 5, 41}, new int[] {1, 65, 5})) {
      int classes = p.shape().logits();
      float[] oneHot = new float[p.classes().length * classes];
      for (int i = 0; i < p.classes().length; ++i) {
        oneHot[i * classes + p.classes()[i]] = 1;
      }
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      Guarded kernels = new Guarded(backend);
      Guarded.Scores soft = kernels.softScores(p.shape(), p.rows(), oneHot, p.weights(), z);
      Guarded.Scores hard = kernels.softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z);
      assertArrayEquals(hard.losses(), soft.losses());
      assertArrayEquals(hard.residuals(), soft.residuals());
      assertArrayEquals(hard.correct(), soft.correct());
    }
  }

  /** Where the model agrees with the target, the loss is the entropy and the residual 0. */
  @EveryBackend
  void theTargetItselfHasNoResidual(Backend backend) {
    float[] z = new float[16];
    float[] y = {0.25f, 0.25f, 0.25f, 0.25f};
    Guarded.Scores scores =
        new Guarded(backend).softScores(new Shape(1, 4), Positions.all(1), y, new float[] {1}, z);
    assertEquals(1.3862944f, scores.losses()[0], 2e-7f);
    assertArrayEquals(new float[16], scores.residuals());
  }
}
