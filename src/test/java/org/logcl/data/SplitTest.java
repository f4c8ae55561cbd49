package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;

class SplitTest {
  private static Dataset data(int classes, int... targets) {
    List<String> labels = IntStream.range(0, classes).mapToObj(c -> "c" + c).toList();
    return Dataset.of(
        new float[targets.length],
        targets.length,
        1,
        List.of("x"),
        Labels.ofOrdered(labels),
        targets,
        null);
  }

  private static Dataset twenty() {
    return data(3, IntStream.range(0, 20).map(row -> row < 16 ? row % 2 : 2).toArray());
  }

  // From an independent implementation in Python: a split must never change.
  @Test
  void isPinned() {
    assertEquals(8841707400507832957L, Split.hash(1, 0));
    assertEquals(-4616330145664149646L, Split.hash(1, 1));
    assertEquals(-3127467600737763982L, Split.hash(-1, 5));
    assertArrayEquals(
        new int[] {1, 5, 8, 14, 17}, Split.stratified(twenty(), 0.25, 7).validation());
    assertArrayEquals(
        new int[] {4, 7, 10, 15, 18}, Split.stratified(twenty(), 0.25, 8).validation());
    assertArrayEquals(
        new int[] {1, 2, 9, 14, 19}, Split.stratified(twenty(), 0.25, -1).validation());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.1, 0.2, 1.0 / 3, 0.5, 0.9, 0.99})
  void keepsTheProportionOfEveryClass(double fraction) {
    int[] targets =
        IntStream.range(0, 1000).map(row -> row < 700 ? 0 : row < 950 ? 1 : 2).toArray();
    Split split = Split.stratified(data(3, targets), fraction, 42);
    int[] validated = new int[3];
    for (int row : split.validation()) {
      validated[targets[row]]++;
    }
    assertEquals(700 * fraction, validated[0], 1);
    assertEquals(250 * fraction, validated[1], 1);
    assertEquals(50 * fraction, validated[2], 1);
    assertEquals(Math.round(1000 * fraction), split.validation().length);
  }

  @Test
  void dividesTheRowsInAscendingOrder() {
    Split split = Split.stratified(twenty(), 0.4, 3);
    Set<Integer> rows = new HashSet<>();
    for (int[] side : List.of(split.training(), split.validation())) {
      int[] sorted = side.clone();
      Arrays.sort(sorted);
      assertArrayEquals(sorted, side);
      for (int row : side) {
        assertTrue(rows.add(row), "row on both sides: " + row);
      }
    }
    assertEquals(20, rows.size());
  }

  @Test
  void everyClassKeepsATrainingRow() {
    Split split = Split.stratified(data(4, 0, 0, 1, 1, 2, 3, 3, 3), 0.99, 5);
    Set<Integer> trained = new HashSet<>();
    int[] targets = {0, 0, 1, 1, 2, 3, 3, 3};
    for (int row : split.training()) {
      trained.add(targets[row]);
    }
    assertEquals(Set.of(0, 1, 2, 3), trained);
    assertEquals(4, split.training().length);
  }

  @Test
  void manySmallClassesGiveTheirShareTogether() {
    // A fifth of two rows rounds to none in every single class.
    int[] targets = IntStream.range(0, 100).map(row -> row / 2).toArray();
    assertEquals(20, Split.stratified(data(50, targets), 0.2, 1).validation().length);
  }

  @Test
  void classesWithoutRowsAreNoProblem() {
    assertEquals(1, Split.stratified(data(5, 1, 1, 3, 3), 0.25, 1).validation().length);
  }

  @Test
  void seedsGiveDifferentSplits() {
    Dataset data = data(2, IntStream.range(0, 1000).map(row -> row % 2).toArray());
    assertFalse(
        Arrays.equals(
            Split.stratified(data, 0.5, 0).validation(),
            Split.stratified(data, 0.5, 1).validation()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesOtherFractions(double fraction) {
    String message =
        assertThrows(InputException.class, () -> Split.stratified(twenty(), fraction, 1))
            .getMessage();
    assertEquals(
        "The validation fraction is " + fraction + "; it must be over 0 and under 1", message);
  }

  @Test
  void refusesAnEmptySide() {
    String oneEach =
        assertThrows(InputException.class, () -> Split.stratified(data(3, 0, 1, 2), 0.9, 1))
            .getMessage();
    assertTrue(oneEach.contains("leaves no validation rows: 3 rows in 3 classes"), oneEach);
    assertThrows(InputException.class, () -> Split.stratified(twenty(), 0.001, 1));
  }
}
