package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a comparison collects. */
class ComparisonTest {
  @Test
  void aStageWithoutTruthSaysSo() {
    Comparison comparison = new Comparison("training");
    comparison.bits("x", 0, 1, 1);
    assertFalse(comparison.result().hasTruth());
    comparison.truth("x", 0, 1, 1, 0, 1);
    assertTrue(comparison.result().hasTruth());
  }

  @Test
  void bandsKeepTheWorstOfEachPowerOfTwo() {
    Comparison comparison = new Comparison("values");
    comparison.truth("x", 0, 4.5, 4, 1, 4.25);
    comparison.truth("x", 1, 7, 7.25, 0.5, 9);
    comparison.truth("x", 2, 0, 0, 0, 0);
    comparison.truth("x", 3, 1e-300, 1e-300, 1, 1);
    comparison.truth("x", 4, Double.POSITIVE_INFINITY, 1e300, 1, 0);
    comparison.truth("x", 5, Double.NaN, Double.NaN, 0, 0);
    assertEquals(
        List.of(
            new Band(Band.LOWEST, 2, 0, 0, 1),
            new Band(2, 2, 0.5, 0.5, 1.75),
            new Band(Band.HIGHEST, 1, 0, 0, 1e300)),
        comparison.result().bands());
    assertEquals("x, index 0", comparison.result().worstAt());
  }

  @Test
  void partsAddUpToTheWhole() {
    Comparison whole = new Comparison("values");
    Comparison first = new Comparison("values");
    Comparison second = new Comparison("values");
    for (int i = 0; i < 100; ++i) {
      Comparison part = i < 40 ? first : second;
      for (Comparison comparison : List.of(whole, part)) {
        comparison.bits("x", i, i, i % 30 == 29 ? i + 1 : i);
        comparison.truth("x", i, i, i + (i % 7) * 0x1p-20, (i % 5) * 0x1p-19, i + 0x1p-18);
      }
    }
    first.add(second);
    assertEquals(whole.result(), first.result());
    assertTrue(whole.result().offender().startsWith("x, index 5"), whole.result().offender());
  }

  @Test
  void noNumberFails() {
    Comparison comparison = new Comparison("values");
    comparison.truth("x", 0, Double.NaN, 1, 1e9, 1);
    Stage stage = comparison.result();
    assertFalse(stage.withinBounds());
    assertTrue(Double.isInfinite(stage.shareOfBound()));
    assertTrue(Double.isNaN(stage.bands().get(0).worstError()));
  }
}
