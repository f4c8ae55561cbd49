package org.logcl.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  /**
   * True class by line, predicted by column:
   *
   * <pre>
   * 3 1 0
   * 2 4 0
   * 0 0 0
   * </pre>
   */
  private static ConfusionMatrix example() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    add(matrix, 0, 0, 3);
    add(matrix, 0, 1, 1);
    add(matrix, 1, 0, 2);
    add(matrix, 1, 1, 4);
    return matrix;
  }

  private static void add(ConfusionMatrix matrix, int truth, int predicted, int times) {
    for (int i = 0; i < times; ++i) {
      matrix.add(truth, predicted);
    }
  }

  @Test
  void counts() {
    ConfusionMatrix matrix = example();
    assertEquals(3, matrix.classes());
    assertEquals(1, matrix.count(0, 1));
    assertEquals(2, matrix.count(1, 0));
    assertEquals(4, matrix.support(0));
    assertEquals(6, matrix.support(1));
    assertEquals(0, matrix.support(2));
    assertEquals(10, matrix.rows());
    assertEquals(7, matrix.correct());
  }

  @Test
  void recallIsByTrueClassAndPrecisionByPredicted() {
    ConfusionMatrix matrix = example();
    assertEquals(3 / 4.0, matrix.recall(0));
    assertEquals(4 / 6.0, matrix.recall(1));
    assertEquals(3 / 5.0, matrix.precision(0));
    assertEquals(4 / 5.0, matrix.precision(1));
  }

  @Test
  void sharesOfNothingAreNaN() {
    assertEquals(Double.NaN, example().recall(2));
    assertEquals(Double.NaN, example().precision(2));
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    assertEquals(Double.NaN, matrix.priorLogLoss());
    assertEquals(Double.NaN, matrix.recall(0));
    assertEquals(0, matrix.rows());
    matrix.add(0, 1);
    assertEquals(0, matrix.recall(0));
    assertEquals(0, matrix.precision(1));
    assertEquals(Double.NaN, matrix.precision(0));
  }

  @Test
  void priorLogLossIsTheEntropyOfTheSupports() {
    // -(0.4 ln 0.4 + 0.6 ln 0.6), by hand; the class without rows adds nothing.
    assertEquals(0.6730116670092565, example().priorLogLoss(), 1e-15);
    ConfusionMatrix even = new ConfusionMatrix(4);
    for (int c = 0; c < 4; ++c) {
      even.add(c, 0);
    }
    assertEquals(1.3862943611198906, even.priorLogLoss(), 1e-15);
    ConfusionMatrix one = new ConfusionMatrix(2);
    one.add(1, 0);
    assertEquals(0, one.priorLogLoss());
  }

  @Test
  void refusesClassesThatItDoesNotHave() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(2, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> matrix.add(0, -1));
  }
}
