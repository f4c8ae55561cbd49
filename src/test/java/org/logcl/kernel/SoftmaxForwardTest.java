package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;
import org.logcl.verify.GuardedPasses;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;

/** Forward and backward of the softmax head: {@link SoftmaxForward}, {@link SoftmaxBackward}. */
class SoftmaxForwardTest extends KernelContract {
  // Features around tiles (8), groups of columns (32); classes around panels (16) and lanes (64);
  // rows
  // around tiles (8), blocks (16, 96), chunks (192 and 768).
  private static final int[][] SIZES = {
    {1, 2, 1}, {2, 3, 7}, {7, 15, 8}, {8, 16, 9}, {9, 17, 17}, {31, 33, 15}, {32, 34, 16},
    {33, 48, 5}, {40, 63, 12}, {63, 64, 23}, {64, 65, 31}, {65, 129, 8}, {3, 33, 95}, {4, 33, 97},
    {5, 40, 767}, {2, 33, 768}, {3, 50, 769}, {6, 35, 1545}, {2, 12, 385}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    Guarded steps = new Guarded(backend);
    for (Problem p : problems(backend, SIZES)) {
      GuardedPasses.Halves device = new GuardedPasses(backend).halves(p);
      GuardedPasses.Halves twin = new GuardedPasses(TWIN_BACKEND).halves(p);
      float[] z = TWIN.logits(p.shape(), p.rows(), p.x(), p.params());
      ExpectedScores expected =
          ExpectedScores.softmax(p.shape(), p.rows(), p.classes(), p.weights(), z);
      compare("loss, " + p.name(), device.losses(), twin.losses(), expected.losses());
      compare("correct, " + p.name(), device.correct(), twin.correct(), expected.correct());
      Guarded.Scores each = PassContract.scores(steps, p);
      compare(
          "gradient, " + p.name(),
          device.partials(),
          twin.partials(),
          ExpectedSums.gradient(p.shape(), p.rows(), p.x(), each.residuals()));
      assertArrayEquals(
          steps.gradient(p.shape(), p.rows(), p.x(), each.residuals()),
          device.partials(),
          p.name());
    }
  }

  /** The best class is found by lanes: ties go to the lowest class all the same, in any lane. */
  @EveryBackend
  void tiesGoToTheLowestClass(Backend backend) {
    Shape shape = new Shape(1, 70);
    Problem p = Problems.generate(shape, 70, false, 0, 1);
    float[] params = new float[shape.parameters()];
    int[] classes = new int[70];
    for (int k = 0; k < 70; ++k) {
      classes[k] = k;
    }
    // All logits are equal but for two classes, which lead together.
    for (int[] leaders : new int[][] {{3, 20}, {19, 36}, {17, 64}, {68, 69}, {0, 69}}) {
      float[] led = params.clone();
      for (int c : leaders) {
        led[shape.stride() + c] = 1;
      }
      Problem tied = new Problem("ties", shape, p.rows(), p.x(), led, classes, null, p.weights());
      int[] correct = new GuardedPasses(backend).halves(tied).correct();
      for (int k = 0; k < 70; ++k) {
        assertEquals(k == leaders[0] ? 1 : 0, correct[k], "row " + k);
      }
    }
  }
}
