package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SoftmaxResidualTest extends KernelContract {
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
          new Guarded(backend).softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z);
      Guarded.Scores twin = TWIN.softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z);
      ExpectedScores expected =
          ExpectedScores.softmax(p.shape(), p.rows(), p.classes(), p.weights(), z);
      compare("loss, " + p.name(), device.losses(), twin.losses(), expected.losses());
      compare("residual, " + p.name(), device.residuals(), twin.residuals(), expected.residuals());
      compare("correct, " + p.name(), device.correct(), twin.correct(), expected.correct());
    }
  }

  /**
   * From a lead of about 17 softmax - 1 is exactly 0 in float32: a naive kernel loses loss and
   * gradient of the row.
   */
  @EveryBackend
  void keepsLossAndGradientOfConfidentRows(Backend backend) {
    float[] z = new float[2 * 16];
    z[1] = 17;
    z[17] = 17;
    float[] weights = {1, 2};
    Guarded.Scores scores =
        new Guarded(backend)
            .softmaxScores(new Shape(1, 3), Positions.all(2), new int[] {1, 0}, weights, z);
    assertArrayEquals(new float[] {8.279875e-8f, 17}, scores.losses(), 1e-13f);
    assertEquals(-8.279875e-8f, scores.residuals()[1], 1e-13f);
    assertEquals(4.139937e-8f, scores.residuals()[0], 1e-13f);
    assertEquals(-2f, scores.residuals()[16], 2e-7f);
    assertEquals(1.9999998f, scores.residuals()[17], 2e-7f);
    assertArrayEquals(new int[] {1, 0}, scores.correct());
  }

  @EveryBackend
  void tiesGoToTheLowestClass(Backend backend) {
    float[] z = new float[3 * 16];
    float[] weights = {1, 1, 1};
    int[] targets = {0, 1, 2};
    Guarded.Scores scores =
        new Guarded(backend).softmaxScores(new Shape(1, 3), Positions.all(3), targets, weights, z);
    assertArrayEquals(new int[] {1, 0, 0}, scores.correct());
  }
}
