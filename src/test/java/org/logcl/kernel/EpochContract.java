package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.logcl.numerics.Permutation;
import org.logcl.testing.Devices;
import org.logcl.verify.Guarded;
import org.logcl.verify.GuardedPasses;
import org.logcl.verify.GuardedPasses.Epochs;
import org.logcl.verify.Positions;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;

/**
 * What many steps in one launch owe: the bits of the twin, and of the twins of the kernels of each
 * step, one after the other, over epochs and in any order of rows.
 */
final class EpochContract {
  private static final int EPOCHS = 3;

  private EpochContract() {}

  static void keeps(Backend backend, Shape shape, int rows, int batchRows) {
    Assumptions.assumeTrue(backend.epochsPay(shape, batchRows), "this flavour has no such kernel");
    if (Devices.isSlow(backend) && (long) rows * shape.parameters() > 10_000) {
      return;
    }
    int[] keys = new int[Permutation.ROUNDS * EPOCHS];
    for (int i = 0; i < keys.length; ++i) {
      keys[i] = 0x9e3779b9 * (i + 1);
    }
    for (boolean ordered : new boolean[] {false, true}) {
      Problem p = Problems.generate(shape, rows, ordered, 0, shape.features());
      for (int[] shuffle : ordered ? new int[][] {null, keys} : new int[][] {null}) {
        keeps(backend, p, batchRows, shuffle);
      }
    }
  }

  private static void keeps(Backend backend, Problem p, int batchRows, int[] keys) {
    int rows = p.rows().count();
    int batches = (rows - 1) / batchRows + 1;
    int steps = EPOCHS * batches;
    float[] inverse = new float[steps];
    for (int step = 0; step < steps; ++step) {
      // The second batch of all has no weight: it is scored, but there is no step.
      int from = step % batches * batchRows;
      inverse[step] = step == 1 ? 0f : 1f / Math.min(batchRows, rows - from);
    }
    Stretch whole = new Stretch(rows, batchRows, 0, steps, 0.1f, 0.9f, 0.01f);
    GuardedPasses device = new GuardedPasses(backend);
    GuardedPasses twin = new GuardedPasses(KernelContract.TWIN_BACKEND);
    Epochs actual = device.epochs(p, whole, keys, inverse);
    assertSame(p.name(), twin.epochs(p, whole, keys, inverse), actual);
    assertSame(p.name(), eachStep(p, whole, keys, inverse), actual);
    // The last epoch leaves what stands before it alone; guard words tell.
    Stretch last = new Stretch(rows, batchRows, steps - batches, steps, 0.1f, 0.9f, 0.01f);
    assertSame(
        p.name(), twin.epochs(p, last, keys, inverse), device.epochs(p, last, keys, inverse));
  }

  /** The same by the twins of the kernels of its steps. */
  private static Epochs eachStep(Problem p, Stretch stretch, int[] keys, float[] inverse) {
    Shape shape = p.shape();
    Guarded on = KernelContract.TWIN;
    float[] params = p.params();
    float[] velocity = new float[params.length];
    float[] losses = new float[inverse.length];
    float[] correct = new float[inverse.length];
    float[] history = new float[EPOCHS * params.length];
    int[] order = p.rows().order();
    for (int step = 0; step < inverse.length; ++step) {
      int epoch = step / stretch.batches();
      if (keys != null) {
        order = new int[stretch.rows()];
        Permutation.fill(keys, Permutation.ROUNDS * epoch, order);
      }
      int from = step % stretch.batches() * stretch.batchRows();
      int count = Math.min(stretch.batchRows(), stretch.rows() - from);
      Positions rows = new Positions(order, from, count);
      Problem batch =
          new Problem("a batch", shape, rows, p.x(), params, p.classes(), p.soft(), p.weights());
      Guarded.Scores scores = PassContract.scores(on, batch);
      Guarded.Sums sums =
          on.rowSums(
              rows.asPlan(shape), rows.numbers(), p.weights(), scores.losses(), scores.correct());
      losses[step] = sums.sums()[0];
      correct[step] = sums.counts()[0];
      if (inverse[step] > 0) {
        float[] gradient = on.gradient(shape, rows, p.x(), scores.residuals());
        Guarded.Update update =
            on.update(
                shape,
                new SgdUpdate.Step(inverse[step], stretch.rate(), stretch.momentum(), stretch.l2()),
                new Guarded.Total(gradient, new float[params.length]),
                params,
                velocity);
        params = update.params();
        velocity = update.velocity();
      }
      System.arraycopy(params, 0, history, epoch * params.length, params.length);
    }
    return new Epochs(losses, correct, params, velocity, history);
  }

  private static void assertSame(String what, Epochs expected, Epochs actual) {
    assertArrayEquals(bits(expected.losses()), bits(actual.losses()), what);
    assertArrayEquals(expected.correct(), actual.correct(), what);
    assertArrayEquals(bits(expected.params()), bits(actual.params()), what);
    assertArrayEquals(bits(expected.velocity()), bits(actual.velocity()), what);
    assertArrayEquals(bits(expected.history()), bits(actual.history()), what);
  }

  private static String[] bits(float[] values) {
    String[] bits = new String[values.length];
    Arrays.setAll(bits, i -> Float.toHexString(values[i]));
    return bits;
  }
}
