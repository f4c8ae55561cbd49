package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;

class BatchOrderTest {
  @Test
  void everyRowComesOnce() {
    BatchOrder order = BatchOrder.shuffled(7);
    for (int rows = 1; rows <= 300; ++rows) {
      assertNotNull(BatchOrder.requirePermutation(order.order(1, rows), rows, 1));
    }
    // Around the powers of four, where the network grows by two bits, and a prime.
    for (int rows : new int[] {1023, 1024, 1025, 4095, 4096, 4097, 65_535, 65_537, 100_003}) {
      assertNotNull(BatchOrder.requirePermutation(order.order(3, rows), rows, 3));
    }
  }

  @Test
  @DisplayName("the shuffle is what it was: models of earlier versions can be trained again")
  void vectorIsPinned() {
    // The same from an implementation in Python.
    assertArrayEquals(
        new int[] {2, 8, 6, 0, 1, 4, 7, 3, 9, 5}, BatchOrder.shuffled(1).order(1, 10));
    assertArrayEquals(new int[] {5, 4, 1, 0, 6, 3, 2}, BatchOrder.shuffled(-5).order(2, 7));
    assertArrayEquals(
        new int[] {39648, 3354, 97837, 97411, 97295, 20028},
        Arrays.copyOf(BatchOrder.shuffled(42).order(3, 100_000), 6));
  }

  @Test
  void anotherEpochOrSeedIsAnotherOrder() {
    Set<String> seen = new HashSet<>();
    for (long seed : new long[] {0, 1, 2, -1, 1L << 32, Long.MIN_VALUE}) {
      for (int epoch = 1; epoch <= 20; ++epoch) {
        assertTrue(seen.add(Arrays.toString(BatchOrder.shuffled(seed).order(epoch, 50))));
      }
    }
    assertArrayEquals(
        BatchOrder.shuffled(9).order(4, 50), BatchOrder.shuffled(9).order(4, 50), "the same again");
  }

  @Test
  @DisplayName("seeds in a row are not epochs in a row: seed 2, epoch 1 is not seed 1, epoch 2")
  void seedsAndEpochsAreDifferentDirections() {
    assertFalse(
        Arrays.equals(BatchOrder.shuffled(2).order(1, 50), BatchOrder.shuffled(1).order(2, 50)));
  }

  /**
   * How often each row lands in each place, over many epochs, is even: chi-square of 12 x 12 cells
   * has 11 * 11 = 121 degrees of freedom, so mean 121 and standard deviation 15.6; six of them
   * bound it. A fixed seed makes this a fact and not a chance.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noRowPrefersAPlace(long seed) {
    int rows = 12;
    int epochs = 12_000;
    int[][] counts = new int[rows][rows];
    BatchOrder order = BatchOrder.shuffled(seed);
    for (int epoch = 1; epoch <= epochs; ++epoch) {
      int[] positions = order.order(epoch, rows);
      for (int i = 0; i < rows; ++i) {
        ++counts[i][positions[i]];
      }
    }
    double expected = (double) epochs / rows;
    double chiSquare = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chiSquare += (count - expected) * (count - expected) / expected;
      }
    }
    assertEquals(121, chiSquare, 6 * 15.6);
  }

  /** The same for who follows whom: batches must not keep neighbours together. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noRowPrefersASuccessor(long seed) {
    int rows = 12;
    int epochs = 12_000;
    int[][] counts = new int[rows][rows];
    BatchOrder order = BatchOrder.shuffled(seed);
    for (int epoch = 1; epoch <= epochs; ++epoch) {
      int[] positions = order.order(epoch, rows);
      for (int i = 1; i < rows; ++i) {
        ++counts[positions[i - 1]][positions[i]];
      }
    }
    double expected = epochs * (rows - 1.0) / (rows * (rows - 1));
    double chiSquare = 0;
    for (int a = 0; a < rows; ++a) {
      for (int b = 0; b < rows; ++b) {
        double off = counts[a][b] - expected;
        chiSquare += a == b ? 0 : off * off / expected;
      }
    }
    // 12 * 11 cells, each of variance 11/12 of its mean: 121 on average.
    assertEquals(121, chiSquare, 6 * 15.6);
  }

  @Test
  void acceptsAPermutationAsItIs() {
    int[] order = {2, 0, 1};
    assertSame(order, BatchOrder.requirePermutation(order, 3, 1));
  }

  @Test
  void refusesWhatIsNoPermutation() {
    for (int[] wrong : new int[][] {{0, 1}, {0, 1, 2, 3}, {0, 1, 1}, {0, 1, 3}, {0, -1, 2}, {}}) {
      String message =
          assertThrows(InputException.class, () -> BatchOrder.requirePermutation(wrong, 3, 4))
              .getMessage();
      assertEquals(
          "The batch order of epoch 4 must hold every row number from 0 to 2 once.", message);
    }
  }
}
