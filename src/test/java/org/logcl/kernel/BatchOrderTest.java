package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.logcl.numerics.Permutation;
import org.logcl.testing.EveryBackend;

class BatchOrderTest extends KernelContract {
  private static final int[] ROWS = {1, 2, 15, 16, 17, 255, 256, 257, 1000, 1023, 1025, 4097};

  @EveryBackend
  void givesEveryRowOnceAsTheHostDoes(Backend backend) {
    for (int rows : ROWS) {
      int[] keys = new int[2 * Permutation.ROUNDS];
      System.arraycopy(Permutation.keys(rows, 1), 0, keys, 6, 6);
      int[] expected = new int[rows];
      Permutation.fill(keys, 6, expected);
      try (Ints deviceKeys = backend.ints("keys", keys);
          Ints order = backend.ints("order", rows)) {
        backend.batchOrder(rows, 6, deviceKeys, order);
        int[] actual = order.toArray();
        assertArrayEquals(expected, actual, rows + " rows");
        Arrays.sort(actual);
        assertArrayEquals(IntStream.range(0, rows).toArray(), actual, rows + " rows");
      }
    }
  }
}
