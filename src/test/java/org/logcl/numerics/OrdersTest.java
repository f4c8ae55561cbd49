package org.logcl.numerics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {
  @ParameterizedTest
  @CsvSource({"1, 512", "2, 192", "10, 192", "32, 192", "33, 768", "1000, 768"})
  void chunksDependOnTheShapeAlone(int logits, int rows) {
    assertEquals(rows, Orders.chunkRows(logits));
  }

  /** Written out with all brackets for the lanes that differ: 0 with 32, then 16, ... then 1. */
  @Test
  void theTreeHalves() {
    float[] lane = new float[64];
    float[] at = {1, 0x1p-24f, 0x1p-24f, 3, 0x1p-23f, 1e-3f, 7};
    int[] place = {0, 32, 16, 8, 4, 2, 1};
    for (int i = 0; i < 7; ++i) {
      lane[place[i]] = at[i];
    }
    float expected = ((((((at[0] + at[1]) + at[2]) + at[3]) + at[4]) + at[5]) + at[6]);
    assertEquals(expected, Orders.tree(lane));
  }

  @Test
  void theTreeAddsNeighboursLast() {
    // (1 + 2^-24) is 1, twice; taken together first, 2^-24 + 2^-24 would count.
    float[] lane = new float[64];
    lane[0] = 1;
    lane[32] = 0x1p-24f;
    lane[16] = 0x1p-24f;
    assertEquals(1f, Orders.tree(lane));
    lane = new float[64];
    lane[0] = 1;
    lane[1] = 0x1p-24f;
    lane[33] = 0x1p-24f;
    assertEquals(1 + 0x1p-23f, Orders.tree(lane));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 1000})
  void aLaneTakesEvery64thElement(int n) {
    SplitMix random = new SplitMix(n);
    float[] a = new float[n + 3];
    float[] b = new float[n + 5];
    for (int i = 0; i < n; ++i) {
      a[3 + i] = random.nextFloat() - 0.5f;
      b[5 + i] = random.nextFloat() - 0.5f;
    }
    float[] lane = new float[64];
    for (int d = 0; d < n; ++d) {
      lane[d % 64] = Math.fma(a[3 + d], b[5 + d], lane[d % 64]);
    }
    for (int width = 32; width >= 1; width /= 2) {
      for (int l = 0; l < width; ++l) {
        lane[l] += lane[l + width];
      }
    }
    assertEquals(lane[0], Orders.laneDot(n, a, 3, b, 5, new float[64]));
  }
}
