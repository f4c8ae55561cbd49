package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SigmoidResidualTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1}, {2, 1, 2}, {3, 1, 3}, {1, 1, 15}, {2, 1, 16}, {1, 1, 17}, {1, 1, 41}, {1, 1, 2003}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      Guarded.Scores device =
          new Guarded(backend).sigmoidScores(p.rows(), p.soft(), p.weights(), z);
      Guarded.Scores twin = TWIN.sigmoidScores(p.rows(), p.soft(), p.weights(), z);
      ExpectedScores expected = ExpectedScores.sigmoid(p.rows(), p.soft(), p.weights(), z);
      compare("loss, " + p.name(), device.losses(), twin.losses(), expected.losses());
      compare("residual, " + p.name(), device.residuals(), twin.residuals(), expected.residuals());
      compare("correct, " + p.name(), device.correct(), twin.correct(), expected.correct());
    }
  }

  /**
   * In float32 1 / (1 + e^-17) is exactly 1: through probabilities the loss of class 0 would be
   * clamped at 100 (true: 17) and its gradient 0 (true: 1); class 1 would get no loss at all.
   */
  @EveryBackend
  void keepsLossAndGradientOfConfidentRows(Backend backend) {
    float[] z = {17, 17, -17, -17, 16.636f, 100};
    float[] y = {0, 1, 0, 1, 1, 0};
    float[] s = {1, 1, 1, 1, 2, 0.5f};
    Guarded.Scores scores = new Guarded(backend).sigmoidScores(Positions.all(6), y, s, z);
    assertArrayEquals(
        new float[] {17, 4.139938e-8f, 4.139938e-8f, 17, 5.957679e-8f, 100},
        scores.losses(),
        1e-14f);
    assertArrayEquals(
        new float[] {1, -4.139938e-8f, 4.139938e-8f, -1, -1.1915358e-7f, 0.5f},
        scores.residuals(),
        1e-14f);
    assertArrayEquals(new int[] {0, 1, 1, 0, 1, 0}, scores.correct());
  }

  /** z = 0 is the positive class, and so is a target of one half. */
  @EveryBackend
  void tiesArePositive(Backend backend) {
    float[] z = {0, 0, 0, -1};
    float[] y = {1, 0, 0.5f, 0.5f};
    float[] s = {1, 1, 1, 1};
    Guarded.Scores scores = new Guarded(backend).sigmoidScores(Positions.all(4), y, s, z);
    assertArrayEquals(new int[] {1, 0, 1, 0}, scores.correct());
    assertEquals(0f, scores.residuals()[2]);
  }
}
