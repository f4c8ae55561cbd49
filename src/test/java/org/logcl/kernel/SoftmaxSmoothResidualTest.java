package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.ExpectedSmoothScores;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class SoftmaxSmoothResidualTest extends KernelContract {
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

  // Usual ones; one whose share of a class is flushed, and one that leaves the class next to
  // nothing.
  private static final float[] SMOOTHINGS = {0.1f, 0.5f, 0x1p-39f, 0x1.fffffep-1f};

  @EveryBackend
  void keepsItsContract(Backend backend) {
    int turn = 0;
    for (Problem p : problems(backend, SIZES)) {
      float e = SMOOTHINGS[turn++ % SMOOTHINGS.length];
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      Guarded.Scores device =
          new Guarded(backend).smoothScores(p.shape(), p.rows(), e, p.classes(), p.weights(), z);
      Guarded.Scores twin = TWIN.smoothScores(p.shape(), p.rows(), e, p.classes(), p.weights(), z);
      ExpectedScores expected =
          ExpectedSmoothScores.of(p.shape(), p.rows(), e, p.classes(), p.weights(), z);
      String what = "smoothing " + e + ", " + p.name();
      compare("loss, " + what, device.losses(), twin.losses(), expected.losses());
      compare("residual, " + what, device.residuals(), twin.residuals(), expected.residuals());
      compare("correct, " + what, device.correct(), twin.correct(), expected.correct());
    }
  }

  /** Without smoothing, or one that counts as none, this is the softmax head, to the last bit. */
  @EveryBackend
  void noSmoothingGivesTheBitsOfTheSoftmaxHead(Backend backend) {
    for (Problem p : problems(backend, new int[] {1, 5, 41}, new int[] {1, 65, 5})) {
      float[] z = Planted.rows(p, TWIN.logits(p.shape(), p.rows(), p.x(), p.params()));
      Guarded kernels = new Guarded(backend);
      Guarded.Scores hard = kernels.softmaxScores(p.shape(), p.rows(), p.classes(), p.weights(), z);
      for (float e : new float[] {0, 0x1.fffffep-41f, Float.MIN_VALUE}) {
        Guarded.Scores smooth =
            kernels.smoothScores(p.shape(), p.rows(), e, p.classes(), p.weights(), z);
        assertArrayEquals(hard.losses(), smooth.losses());
        assertArrayEquals(hard.residuals(), smooth.residuals());
        assertArrayEquals(hard.correct(), smooth.correct());
      }
    }
  }

  /** A lead of 100 costs 100 e / 3 for each other class, and pulls them by e / 3. */
  @EveryBackend
  void confidenceHasAPrice(Backend backend) {
    float[] z = new float[2 * 16];
    z[1] = 100;
    z[17] = 100;
    float[] weights = {1, 2};
    Guarded.Scores scores =
        new Guarded(backend)
            .smoothScores(new Shape(1, 3), Positions.all(2), 0.25f, new int[] {1, 0}, weights, z);
    // 200 / 12; where the lead is another class's, 100 (3/4 + 1/12) for the class and 100 / 12.
    assertArrayEquals(new float[] {16.666666f, 91.666664f}, scores.losses(), 1e-5f);
    assertEquals(1 / 6f, scores.residuals()[1], 2e-8f);
    assertEquals(-1 / 12f, scores.residuals()[0], 1e-8f);
    assertEquals(-2 * (0.75f + 1 / 12f), scores.residuals()[16], 2.5e-7f);
    assertEquals(2 * (1 - 1 / 12f), scores.residuals()[17], 2.5e-7f);
    assertEquals(-1 / 6f, scores.residuals()[18], 2e-8f);
    assertArrayEquals(new int[] {1, 0}, scores.correct());
  }

  /** The residual of the class is 1 - p short of the smoothing, also where p - 1 has no digits. */
  @EveryBackend
  void keepsTheResidualOfAConfidentRow(Backend backend) {
    float[] z = new float[16];
    z[0] = 17;
    float e = 0x1p-30f;
    Guarded.Scores scores =
        new Guarded(backend)
            .smoothScores(new Shape(1, 2), Positions.all(1), e, new int[] {0}, new float[] {1}, z);
    double wrong = 1 / (1 + Math.exp(17));
    assertEquals(e / 2.0 - wrong, scores.residuals()[0], 1e-14);
    assertEquals(wrong - e / 2.0, scores.residuals()[1], 1e-14);
    assertEquals(Math.log1p(Math.exp(-17)) + e / 2.0 * 17, scores.losses()[0], 1e-14);
  }

  @EveryBackend
  void tiesGoToTheLowestClass(Backend backend) {
    float[] z = new float[3 * 16];
    Guarded.Scores scores =
        new Guarded(backend)
            .smoothScores(
                new Shape(1, 3),
                Positions.all(3),
                0.1f,
                new int[] {0, 1, 2},
                new float[] {1, 1, 0},
                z);
    assertArrayEquals(new int[] {1, 0, 0}, scores.correct());
    assertArrayEquals(new float[16], Arrays.copyOfRange(scores.residuals(), 32, 48));
    assertEquals(1.0986123f, scores.losses()[2], 3e-7f);
  }
}
