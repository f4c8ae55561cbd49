package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedCurvature;
import org.logcl.verify.Guarded;
import org.logcl.verify.Planted;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;

class CurvatureRowsTest extends KernelContract {
  private static final int[][] SIZES = {
    {1, 1, 1},
    {2, 1, 2},
    {15, 1, 17},
    {16, 1, 3},
    {17, 1, 5},
    {33, 1, 41},
    {130, 1, 70},
    {1, 2, 1},
    {2, 2, 3},
    {3, 3, 17},
    {4, 3, 5},
    {7, 5, 33},
    {15, 4, 6},
    {31, 17, 9},
    {2, 64, 7}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      Shape shape = p.shape();
      float[] z = Planted.rows(p, TWIN.logits(shape, p.rows(), p.x(), p.params()));
      float[] probabilities = TWIN.probabilities(shape, p.rows().count(), z);
      for (int c = 0; c < shape.logits(); c += Math.max(1, shape.logits() - 2)) {
        compare(
            p.name() + ", class " + c,
            curvature(new Guarded(backend), p, false, c, probabilities),
            curvature(TWIN, p, false, c, probabilities),
            ExpectedCurvature.rows(shape, false, p.rows(), c, p.x(), p.weights(), probabilities));
      }
    }
  }

  @EveryBackend
  void keepsItsContractForIndependentLabels(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      Shape shape = p.shape();
      float[] z = Planted.rows(p, TWIN.logits(shape, p.rows(), p.x(), p.params()));
      float[] pairs = TWIN.labelProbabilities(z);
      for (int c = 0; c < shape.logits(); c += Math.max(1, shape.logits() - 1)) {
        compare(
            p.name() + ", label " + c,
            curvature(new Guarded(backend), p, true, c, pairs),
            curvature(TWIN, p, true, c, pairs),
            ExpectedCurvature.rows(shape, true, p.rows(), c, p.x(), p.weights(), pairs));
      }
    }
  }

  /** A label's rows are those of a model of that label alone, to the last bit. */
  @EveryBackend
  void aLabelHasTheBitsOfTheSigmoidHead(Backend backend) {
    for (Problem p : problems(backend, new int[] {7, 5, 33})) {
      Shape shape = p.shape();
      Guarded kernels = new Guarded(backend);
      float[] z = Planted.rows(p, TWIN.logits(shape, p.rows(), p.x(), p.params()));
      float[] pairs = kernels.labelProbabilities(z);
      float[] alone = new float[2 * p.rows().count()];
      for (int k = 0; k < p.rows().count(); ++k) {
        System.arraycopy(pairs, 2 * (k * shape.stride() + 3), alone, 2 * k, 2);
      }
      assertArrayEquals(
          kernels.curvature(new Shape(7, 1), false, p.rows(), 0, p.x(), p.weights(), alone),
          curvature(kernels, p, true, 3, pairs));
    }
  }

  private static float[] curvature(
      Guarded kernels, Problem p, boolean independent, int c, float[] probabilities) {
    return kernels.curvature(
        p.shape(), independent, p.rows(), c, p.x(), p.weights(), probabilities);
  }

  /** By hand: weight 2, p = 0.25 and 0.5 and 0.25, x = 4. */
  @EveryBackend
  void givesTheSecondDerivatives(Backend backend) {
    float[] p = new float[16];
    p[0] = 0.25f;
    p[1] = 0.5f;
    p[2] = 0.25f;
    Positions one = new Positions(null, 0, 1);
    Guarded kernels = new Guarded(backend);
    float[] x = {4};
    float[] weight = {2};
    float[] first = new float[16];
    // 2 p0 (1 - p0), 2 p0 p1, 2 p0 p2, each times x and times 1.
    System.arraycopy(new float[] {1.5f, 0.375f, -1, -0.25f, -0.5f, -0.125f}, 0, first, 0, 6);
    assertArrayEquals(first, kernels.curvature(new Shape(1, 3), false, one, 0, x, weight, p));
    float[] last = new float[16];
    System.arraycopy(new float[] {1.5f, 0.375f}, 0, last, 0, 2);
    assertArrayEquals(last, kernels.curvature(new Shape(1, 3), false, one, 2, x, weight, p));
    float[] both = {0.25f, 0.75f};
    assertArrayEquals(last, kernels.curvature(new Shape(1, 1), false, one, 0, x, weight, both));
  }

  /** A row that is sure of its class keeps the little curvature it has: not 1 - p, which is 0. */
  @EveryBackend
  void keepsTheCurvatureOfAConfidentRow(Backend backend) {
    float[] both = {0x1p-26f, 1};
    float[] out =
        new Guarded(backend)
            .curvature(
                new Shape(1, 1),
                false,
                new Positions(null, 0, 1),
                0,
                new float[] {1},
                new float[] {1},
                both);
    assertArrayEquals(new float[] {0x1p-26f, 0x1p-26f}, new float[] {out[0], out[1]});
  }

  /** By hand: weight 2, p = 0.25 of the second label, x = 4. */
  @EveryBackend
  void givesTheSecondDerivativesOfALabel(Backend backend) {
    float[] pairs = new float[32];
    System.arraycopy(new float[] {0.5f, 0.5f, 0.75f, 0.25f}, 0, pairs, 0, 4);
    float[] expected = new float[16];
    System.arraycopy(new float[] {1.5f, 0.375f}, 0, expected, 0, 2);
    assertArrayEquals(
        expected,
        new Guarded(backend)
            .curvature(
                new Shape(1, 2),
                true,
                new Positions(null, 0, 1),
                1,
                new float[] {4},
                new float[] {2},
                pairs));
  }

  @Test
  void aBlockThatIsTooLargeIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> CurvatureRows.block(new Shape(60_000, 30_000), false, 0));
  }
}
