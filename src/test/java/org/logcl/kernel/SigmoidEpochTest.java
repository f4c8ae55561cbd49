package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.Guarded;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;

class SigmoidEpochTest extends KernelContract {
  // Features, rows, rows of a batch.
  private static final int[][] SIZES = {
    {1, 1, 1}, {1, 5, 2}, {3, 17, 16}, {10, 100, 32}, {30, 65, 64}, {65, 40, 7}, {130, 33, 33}
  };

  @EveryBackend
  void givesTheBitsOfItsSteps(Backend backend) {
    Assumptions.assumeTrue(
        backend.epochsPay(new Shape(1, 1), 1), "this flavour has no such kernel");
    for (int[] size : SIZES) {
      for (boolean ordered : new boolean[] {false, true}) {
        Shape shape = new Shape(size[0], 1);
        Problem p = Problems.generate(shape, size[1], ordered, 0, size[0]);
        int batches = (size[1] + size[2] - 1) / size[2];
        float[] inverse = new float[batches];
        for (int b = 0; b < batches; ++b) {
          // The second batch has no weight: it is scored, but there is no step.
          inverse[b] = b == 1 ? 0f : 1f / Math.min(size[2], size[1] - b * size[2]);
        }
        Stretch whole = new Stretch(size[1], size[2], 0, batches, 0.1f, 0.9f, 0.01f);
        Guarded.Epoch device = epoch(new Guarded(backend), p, whole, inverse);
        assertSame(p.name(), epoch(TWIN, p, whole, inverse), device);
        assertSame(p.name(), steps(p, whole, inverse), device);
        // The last stretch leaves what stands before it alone; guard words tell.
        Stretch last = new Stretch(size[1], size[2], batches - 1, batches, 0.1f, 0.9f, 0.01f);
        assertSame(
            p.name(), epoch(TWIN, p, last, inverse), epoch(new Guarded(backend), p, last, inverse));
      }
    }
  }

  private static Guarded.Epoch epoch(Guarded on, Problem p, Stretch stretch, float[] inverse) {
    int[] order = p.rows().order();
    return on.epoch(p.shape(), stretch, order, p.x(), p.params(), p.soft(), p.weights(), inverse);
  }

  /** The same by the twins of the kernels of its steps. */
  private static Guarded.Epoch steps(Problem p, Stretch stretch, float[] inverse) {
    Shape shape = p.shape();
    float[] params = p.params();
    float[] velocity = new float[params.length];
    float[] losses = new float[stretch.rows()];
    int[] correct = new int[stretch.rows()];
    for (int b = 0; b < inverse.length; ++b) {
      int from = b * stretch.batchRows();
      int count = Math.min(stretch.batchRows(), stretch.rows() - from);
      Positions rows = new Positions(p.rows().order(), from, count);
      float[] z = TWIN.logits(shape, rows, p.x(), params);
      Guarded.Scores scores = TWIN.sigmoidScores(rows, p.soft(), p.weights(), z);
      System.arraycopy(scores.losses(), 0, losses, from, count);
      System.arraycopy(scores.correct(), 0, correct, from, count);
      if (inverse[b] > 0) {
        float[] gradient = TWIN.gradient(shape, rows, p.x(), scores.residuals());
        Guarded.Update update =
            TWIN.update(
                shape,
                new SgdUpdate.Step(inverse[b], stretch.rate(), stretch.momentum(), stretch.l2()),
                new Guarded.Total(gradient, new float[params.length]),
                params,
                velocity);
        params = update.params();
        velocity = update.velocity();
      }
    }
    return new Guarded.Epoch(losses, correct, params, velocity);
  }

  private static void assertSame(String what, Guarded.Epoch expected, Guarded.Epoch actual) {
    assertArrayEquals(bits(expected.losses()), bits(actual.losses()), what);
    assertArrayEquals(expected.correct(), actual.correct(), what);
    assertArrayEquals(bits(expected.params()), bits(actual.params()), what);
    assertArrayEquals(bits(expected.velocity()), bits(actual.velocity()), what);
  }

  private static String[] bits(float[] values) {
    String[] bits = new String[values.length];
    Arrays.setAll(bits, i -> Float.toHexString(values[i]));
    return bits;
  }
}
