package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.numerics.SplitMix;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.ExpectedSums;
import org.logcl.verify.Guarded;

class RowSumsTest extends KernelContract {
  // rows, rows of a batch, rows of a chunk
  private static final int[][] SIZES = {
    {1, 1, 192},
    {2, 1, 512},
    {3, 2, 192},
    {15, 16, 192},
    {16, 16, 512},
    {17, 16, 768},
    {63, 32, 768},
    {64, 64, 192},
    {65, 32, 512},
    {191, 191, 192},
    {192, 192, 192},
    {193, 193, 192},
    {97, 1, 512},
    {511, 512, 512},
    {513, 300, 512},
    {769, 1000, 768},
    {2003, 1000, 192},
    {2003, 32, 512}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (int[] size : SIZES) {
      if (Devices.isSlow(backend) && size[0] > 600) {
        continue;
      }
      check(backend, new RowSums.Plan(size[0], size[1], size[2]), null);
      check(backend, new RowSums.Plan(size[0], size[1], size[2]), backwards(size[0]));
    }
  }

  private static void check(Backend backend, RowSums.Plan plan, int[] order) {
    int rows = plan.rows();
    SplitMix random = new SplitMix(rows);
    float[] weights = new float[rows];
    float[] losses = new float[rows];
    int[] correct = new int[rows];
    for (int i = 0; i < rows; ++i) {
      weights[i] = i % 5 == 0 ? 0 : 2 * random.nextFloat();
      losses[i] = i % 7 == 0 ? 100 : random.nextFloat();
      correct[i] = random.nextFloat() < 0.7 ? 1 : 0;
    }
    Guarded.Sums device = new Guarded(backend).rowSums(plan, order, weights, losses, correct);
    Guarded.Sums twin = TWIN.rowSums(plan, order, weights, losses, correct);
    ExpectedSums.RowTotals expected =
        ExpectedSums.RowTotals.of(plan, order, weights, losses, correct);
    compare("sums, " + plan, device.sums(), twin.sums(), expected.sums());
    compare("counts, " + plan, device.counts(), twin.counts(), expected.counts());
  }

  private static int[] backwards(int rows) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; ++i) {
      order[i] = rows - 1 - i;
    }
    return order;
  }

  /** Batches of 2 rows, the last of 1; losses are by position, weights by row. */
  @EveryBackend
  void sumsEachBatch(Backend backend) {
    Guarded.Sums sums =
        new Guarded(backend)
            .rowSums(
                new RowSums.Plan(3, 2, 192),
                new int[] {2, 0, 1},
                new float[] {1, 10, 100},
                new float[] {1, 2, 3},
                new int[] {1, 1, 0});
    assertArrayEquals(new float[] {102, 30}, sums.sums());
    assertArrayEquals(new int[] {2, 0}, sums.counts());
  }
}
