package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedLabelScores;
import org.logcl.verify.ExpectedScores;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;

class MultilabelResidualTest extends KernelContract {
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
      float[] y = targets(p);
      float[] q = Problems.positiveWeights(p.shape().logits());
      Guarded.Scores device =
          new Guarded(backend).labelScores(p.shape(), p.rows(), y, q, p.weights(), z);
      Guarded.Scores twin = TWIN.labelScores(p.shape(), p.rows(), y, q, p.weights(), z);
      ExpectedScores expected = ExpectedLabelScores.of(p.shape(), p.rows(), y, q, p.weights(), z);
      compare("loss, " + p.name(), device.losses(), twin.losses(), expected.losses());
      compare("residual, " + p.name(), device.residuals(), twin.residuals(), expected.residuals());
      compare("correct, " + p.name(), device.correct(), twin.correct(), expected.correct());
    }
  }

  /** A label of weight 1 is a row of the sigmoid head, and two labels' losses are added once. */
  @EveryBackend
  void labelsHaveTheBitsOfTheSigmoidHead(Backend backend) {
    for (Problem p : problems(backend, new int[] {1, 2, 17}, new int[] {1, 5, 41})) {
      Shape shape = p.shape();
      float[] z = Planted.rows(p, TWIN.logits(shape, p.rows(), p.x(), p.params()));
      float[] y = targets(p);
      Guarded kernels = new Guarded(backend);
      Guarded.Scores scores = kernels.labelScores(shape, p.rows(), y, ones(shape), p.weights(), z);
      float[][] losses = new float[shape.logits()][];
      int[] correct = new int[p.rows().count()];
      Arrays.fill(correct, 1);
      for (int c = 0; c < shape.logits(); ++c) {
        Guarded.Scores one =
            kernels.sigmoidScores(
                p.rows(), column(y, shape.logits(), c), p.weights(), column(z, shape.stride(), c));
        assertArrayEquals(one.residuals(), column(scores.residuals(), shape.stride(), c));
        losses[c] = one.losses();
        for (int k = 0; k < correct.length; ++k) {
          correct[k] &= one.correct()[k];
        }
      }
      assertArrayEquals(correct, scores.correct());
      for (int k = 0; k < correct.length && shape.logits() == 2; ++k) {
        assertEquals(losses[0][k] + losses[1][k], scores.losses()[k]);
      }
    }
  }

  /**
   * In float32 1 / (1 + e^-17) is exactly 1: through probabilities one confident mistake would cost
   * 100 and have no gradient.
   */
  @EveryBackend
  void keepsLossAndGradientOfConfidentLabels(Backend backend) {
    float[] z = new float[16];
    z[0] = 17;
    z[1] = -17;
    z[2] = 17;
    float[] y = {0, 0, 1};
    Shape shape = new Shape(1, 3);
    Guarded.Scores scores =
        new Guarded(backend)
            .labelScores(shape, Positions.all(1), y, ones(shape), new float[] {2}, z);
    assertEquals(17.0000001f, scores.losses()[0], 2e-6f);
    assertArrayEquals(
        new float[] {2, 8.279875e-8f, -8.279875e-8f}, Arrays.copyOf(scores.residuals(), 3), 1e-14f);
    assertArrayEquals(new int[] {0}, scores.correct());
  }

  /**
   * By hand, at logits of 0: the positive side counts 3 in loss and residual, the other 1, and a
   * target of one half has a half of each. A weight of 0 leaves the other side.
   */
  @EveryBackend
  void thePositiveSideCountsItsWeight(Backend backend) {
    float[] y = {1, 0, 0.5f, 1};
    float[] q = {3, 3, 3, 0};
    Shape shape = new Shape(1, 4);
    Guarded.Scores scores =
        new Guarded(backend)
            .labelScores(shape, Positions.all(1), y, q, new float[] {2}, new float[16]);
    assertEquals(6 * Math.log(2), scores.losses()[0], 1e-6);
    assertArrayEquals(new float[] {-3, 1, -1, 0}, Arrays.copyOf(scores.residuals(), 4));
    assertArrayEquals(new int[] {1}, backendsCorrect(backend, q));
    assertArrayEquals(new int[] {1}, backendsCorrect(backend, ones(shape)));
  }

  /** Weights decide what an error costs, never which side is right. */
  private static int[] backendsCorrect(Backend backend, float[] q) {
    float[] z = {1, -1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    return new Guarded(backend)
        .labelScores(
            new Shape(1, 4), Positions.all(1), new float[] {1, 0, 0.5f, 1}, q, new float[] {1}, z)
        .correct();
  }

  /** A confident miss of weight 3 costs 3 times as much, and its gradient does not saturate. */
  @EveryBackend
  void confidentMissesCountTheirWeight(Backend backend) {
    float[] z = new float[16];
    z[0] = -100;
    z[1] = 100;
    Shape shape = new Shape(1, 2);
    float[] y = {1, 1};
    Guarded.Scores scores =
        new Guarded(backend)
            .labelScores(shape, Positions.all(1), y, new float[] {3, 3}, new float[] {1}, z);
    assertEquals(300, scores.losses()[0]);
    assertArrayEquals(new float[] {-3, 0}, Arrays.copyOf(scores.residuals(), 2));
  }

  /** z = 0 is positive, a target of one half is, too; one wrong label makes the row wrong. */
  @EveryBackend
  void everyLabelMustAgree(Backend backend) {
    float[] z = new float[4 * 16];
    z[17] = -1;
    z[33] = -1;
    z[49] = -1;
    float[] y = {1, 0.5f, 1, 0.5f, 0, 0, 1, 0.49f};
    float[] s = {1, 1, 1, 0};
    Shape shape = new Shape(1, 2);
    Guarded.Scores scores =
        new Guarded(backend).labelScores(shape, Positions.all(4), y, ones(shape), s, z);
    assertArrayEquals(new int[] {1, 0, 0, 1}, scores.correct());
    assertArrayEquals(new float[16], Arrays.copyOfRange(scores.residuals(), 48, 64));
  }

  /** Subnormal targets and weights count as 0, whatever the device makes of them. */
  @EveryBackend
  void subnormalTargetsCountAsZero(Backend backend) {
    float[] z = new float[16];
    z[0] = 3;
    z[1] = -3;
    Shape shape = new Shape(1, 2);
    float[] one = {1};
    Guarded kernels = new Guarded(backend);
    Guarded.Scores zero =
        kernels.labelScores(shape, Positions.all(1), new float[] {0, 1}, ones(shape), one, z);
    Guarded.Scores tiny =
        kernels.labelScores(
            shape, Positions.all(1), new float[] {Float.MIN_VALUE, 1}, ones(shape), one, z);
    assertArrayEquals(zero.losses(), tiny.losses());
    assertArrayEquals(zero.residuals(), tiny.residuals());
  }

  /** A row's targets one after the other: distributions, and here and there a row of ones. */
  private static float[] targets(Problem p) {
    int classes = p.shape().logits();
    float[] y = p.soft().clone();
    for (int i = 0; i < y.length; ++i) {
      y[i] = i / classes % 2 == 0 ? 1 - y[i] : y[i];
    }
    return y;
  }

  private static float[] ones(Shape shape) {
    float[] ones = new float[shape.logits()];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static float[] column(float[] values, int width, int c) {
    float[] column = new float[values.length / width];
    for (int i = 0; i < column.length; ++i) {
      column[i] = values[i * width + c];
    }
    return column;
  }
}
