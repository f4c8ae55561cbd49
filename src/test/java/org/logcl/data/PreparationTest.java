package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logcl.data.Preparation.Prepared;
import org.logcl.error.InputException;

class PreparationTest {
  private static Dataset data(float... values) {
    return Dataset.unlabelled(values, values.length / 2, 2, List.of("u", "v"));
  }

  @Test
  void flushesAndSaysWhere() {
    float below = Math.nextDown(0x1p-40f);
    Dataset data = data(-0f, below, 1, -below, 2, 0x1p-40f);
    Prepared prepared = Preparation.none().prepare(data);
    assertEquals(-0f, data.features()[0]); // the given data stay
    assertBits(new float[] {0, 0, 1, 0, 2, 0x1p-40f}, prepared.dataset().features());
    assertEquals(1, prepared.warnings().size());
    String warning = prepared.warnings().get(0);
    assertTrue(warning.startsWith("Column \"v\": 2 nonzero values are below 2^-40"), warning);
    assertTrue(warning.contains("--standardize"), warning);
  }

  @Test
  void signOfZeroIsNoWarning() {
    Prepared prepared = Preparation.none().prepare(data(-0f, 1));
    assertBits(new float[] {0, 1}, prepared.dataset().features());
    assertEquals(List.of(), prepared.warnings());
  }

  @Test
  void sharesDataThatNeedNothing() {
    Dataset data = data(0, 1, 0x1p30f, -2);
    Prepared prepared = Preparation.none().prepare(data);
    assertSame(data, prepared.dataset());
    assertEquals(List.of(), prepared.warnings());
  }

  @Test
  void warnsOfLargeValues() {
    float over = -Math.nextUp(0x1p30f);
    Prepared prepared = Preparation.none().prepare(data(0, 1, over, 2));
    assertEquals(over, prepared.dataset().features()[2]);
    String warning = prepared.warnings().get(0);
    assertTrue(warning.startsWith("Column \"u\": the largest magnitude, 1.0737"), warning);
    assertTrue(warning.endsWith("--standardize brings them into range"), warning);
  }

  @Test
  void standardisesAndWarnsOfWhatStaysLarge() {
    Standardization step = Standardization.of(new double[] {1, 0}, new double[] {2, 1e-9});
    Prepared prepared = Preparation.standardizing(step).prepare(data(3, 0, -1, 2));
    assertBits(new float[] {1, 0, -1, 2e9f}, prepared.dataset().features());
    assertEquals(1, prepared.warnings().size());
    assertTrue(prepared.warnings().get(0).contains("even after standardising"));
  }

  @Test
  void rowsAndDataSetsAgree() {
    Standardization step = Standardization.of(new double[] {1, 0.3}, new double[] {0.7, 3});
    for (Preparation preparation : List.of(Preparation.none(), Preparation.standardizing(step))) {
      float[] row = {1e-20f, -7.5f};
      float[] out = new float[2];
      preparation.prepareRow(row, 0, out, 0, 2);
      assertBits(preparation.prepare(data(row)).dataset().features(), out);
    }
  }

  @Test
  void refusesOtherColumns() {
    Preparation three = Preparation.standardizing(Standardization.of(new double[3], new double[3]));
    assertThrows(InputException.class, () -> three.prepare(data(1, 2)));
    float[] row = new float[2];
    String message =
        assertThrows(InputException.class, () -> three.prepareRow(row, 0, row, 0, 2)).getMessage();
    assertEquals("the data has 2 columns, but the preparation was fitted on 3", message);
  }

  /** Equal bits: an array of floats compares -0 and 0 as different only this way. */
  private static void assertBits(float[] expected, float[] actual) {
    assertArrayEquals(bits(expected), bits(actual));
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
