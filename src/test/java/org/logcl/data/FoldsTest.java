package org.logcl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;
import org.logcl.testing.Tables;

class FoldsTest {
  private static Dataset data(int classes, int... targets) {
    return Tables.of(new float[targets.length], 1, classes, targets, null);
  }

  private static int[] thousand() {
    return IntStream.range(0, 1000).map(row -> row < 703 ? 0 : row < 951 ? 1 : 2).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 7, 10, 49})
  void foldsHaveTheProportionsOfTheWhole(int count) {
    int[] targets = thousand();
    Folds folds = Folds.stratified(data(3, targets), count, 42);
    assertEquals(count, folds.count());
    int[] sizes = {703, 248, 49};
    int rows = 0;
    for (int fold = 0; fold < count; ++fold) {
      int[] held = folds.heldOut(fold);
      rows += held.length;
      assertEquals(1000.0 / count, held.length, 1);
      for (int c = 0; c < 3; ++c) {
        int one = c;
        long ofClass = Arrays.stream(held).filter(row -> targets[row] == one).count();
        assertTrue(Math.abs((double) sizes[c] / count - ofClass) < 1);
      }
      int[] both =
          IntStream.concat(Arrays.stream(held), Arrays.stream(folds.training(fold)))
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(0, 1000).toArray(), both);
    }
    assertEquals(1000, rows);
    assertEquals(List.of(), folds.notes());
  }

  @Test
  void areAFunctionOfTargetsCountAndSeed() {
    Dataset rows = data(3, thousand());
    int[] folds = Folds.stratified(rows, 5, 1).foldOfRow();
    assertArrayEquals(folds, Folds.stratified(rows, 5, 1).foldOfRow());
    assertFalse(Arrays.equals(folds, Folds.stratified(rows, 5, 2).foldOfRow()));
  }

  /** The training rows of each fold have every class. */
  @Test
  void smallClassesStayInTraining() {
    int[] targets = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 0, 0, 3, 3, 3, 3, 3};
    Folds folds = Folds.stratified(data(5, targets), 5, 3);
    assertEquals(-1, folds.foldOfRow()[8]);
    for (int fold = 0; fold < 5; ++fold) {
      assertTrue(folds.heldOut(fold).length > 0);
      int[] left = Arrays.stream(folds.training(fold)).map(row -> targets[row]).toArray();
      assertArrayEquals(new int[] {0, 1, 2, 3}, Arrays.stream(left).distinct().sorted().toArray());
    }
    assertEquals(
        List.of(
            "classes with a single row, which is never held out: \"1\"",
            "classes with fewer rows than the 5 folds, so that some folds hold out none of them: \"2\""),
        folds.notes());
  }

  @Test
  void refusesWhatCannotBe() {
    Dataset rows = data(3, 0, 0, 1, 1, 2);
    assertEquals(4, Folds.stratified(rows, 4, 1).count());
    String many =
        assertThrows(InputException.class, () -> Folds.stratified(rows, 5, 1)).getMessage();
    assertTrue(many.contains("5 folds") && many.contains("there are 4"), many);
    for (int count : new int[] {1, 0, -3, Integer.MIN_VALUE}) {
      String few =
          assertThrows(InputException.class, () -> Folds.stratified(rows, count, 1)).getMessage();
      assertTrue(few.contains(count + "; it must be 2 or more"), few);
    }
  }
}
