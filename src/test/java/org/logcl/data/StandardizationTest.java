package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.error.InputException;

class StandardizationTest {
  private static final Labels LABELS = Labels.ofOrdered(List.of("a", "b"));

  private static Dataset column(float[] weights, float... values) {
    return Dataset.of(
        values, values.length, 1, List.of("x"), LABELS, new int[values.length], weights);
  }

  @Test
  void takesThePopulationDeviation() {
    Standardization step = Standardization.fit(column(null, 2, 4, 4, 4, 5, 5, 7, 9));
    assertEquals(5, step.mean()[0]);
    assertEquals(2, step.scale()[0]);
    assertArrayEquals(
        new float[] {-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2},
        step.apply(column(null, 2, 4, 4, 4, 5, 5, 7, 9)).features());
  }

  @Test
  void weightsCountLikeRepeatedRows() {
    Standardization weighted = Standardization.fit(column(new float[] {0, 1, 3, 2}, 99, 2, 4, 5));
    Standardization repeated = Standardization.fit(column(null, 2, 4, 4, 4, 5, 5));
    assertEquals(repeated.mean()[0], weighted.mean()[0], 1e-15);
    assertEquals(repeated.scale()[0], weighted.scale()[0], 1e-15);
  }

  @Test
  void constantColumnBecomesZeroExactly() {
    float[] weights = new float[1000];
    float[] values = new float[1000];
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      weights[i] = random.nextFloat();
      values[i] = 0.1f;
    }
    weights[0] = 0; // a row that does not count may differ
    values[0] = 5;
    Standardization step = Standardization.fit(column(weights, values));
    assertEquals(0, step.scale()[0]);
    assertEquals(0.1f, (float) step.mean()[0]);
    float[] out = {9};
    step.applyRow(new float[] {123}, 0, out, 0);
    assertEquals(0, Float.floatToRawIntBits(out[0]));
  }

  @Test
  void isAccurateFarFromZero() {
    // A sum of squares minus the squared sum would cancel to nothing here.
    Standardization step = Standardization.fit(column(null, 16777214, 16777215, 16777216));
    assertEquals(16777215, step.mean()[0]);
    assertEquals(Math.sqrt(2.0 / 3), step.scale()[0], 1e-15);
  }

  @Test
  void extremeValuesDoNotOverflow() {
    Dataset data = column(null, Float.MAX_VALUE, -Float.MAX_VALUE);
    assertArrayEquals(new float[] {1, -1}, Standardization.fit(data).apply(data).features());
  }

  @Test
  void rowAndDataSetGiveTheSameBits() {
    int columns = 7;
    float[] values = new float[50 * columns];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, i % columns - 3.0));
    }
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toList();
    Dataset data = Dataset.unlabelled(values, 50, columns, names);
    Standardization fitted = Standardization.fit(data);
    // Stored and loaded again, as prediction has it.
    Standardization step = Standardization.of(fitted.mean(), fitted.scale());
    float[] all = fitted.apply(data).features();
    float[] out = new float[columns + 3];
    for (int row = 0; row < 50; row++) {
      step.applyRow(values, row * columns, out, 3);
      for (int j = 0; j < columns; j++) {
        assertEquals(
            Float.floatToRawIntBits(all[row * columns + j]), Float.floatToRawIntBits(out[3 + j]));
      }
    }
  }

  @Test
  void flushesWhatIsTiny() {
    Standardization step = Standardization.of(new double[] {1}, new double[] {1e6});
    float[] row = {Math.nextUp(1f)};
    step.applyRow(row, 0, row, 0);
    assertEquals(0, Float.floatToRawIntBits(row[0])); // 1.2e-13
  }

  @Test
  void refusesWhatLeavesTheRange() {
    Standardization step = Standardization.of(new double[] {0}, new double[] {1e-30});
    assertMessage(
        "row 1, column \"x\": 1.0E20 is too far", () -> step.apply(column(null, 0, 1e20f)));
    assertMessage(
        "column 0: -1.0E20", () -> step.applyRow(new float[] {-1e20f}, 0, new float[1], 0));
  }

  @Test
  void refusesFiguresThatAreNone() {
    double[] one = {1};
    assertMessage("1 means and 2 scales", () -> Standardization.of(one, new double[2]));
    assertMessage("0 means", () -> Standardization.of(new double[0], new double[0]));
    assertMessage("mean 0 is NaN", () -> Standardization.of(new double[] {Double.NaN}, one));
    assertMessage("scale 0 is -1.0", () -> Standardization.of(one, new double[] {-1}));
    assertMessage(
        "scale 0 is Infinity",
        () -> Standardization.of(one, new double[] {Double.POSITIVE_INFINITY}));
    assertMessage(
        "1 columns, but the preparation was fitted on 2",
        () -> Standardization.of(new double[2], new double[2]).apply(column(null, 1, 2)));
  }

  private static void assertMessage(String expected, Executable action) {
    String message = assertThrows(InputException.class, action).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
