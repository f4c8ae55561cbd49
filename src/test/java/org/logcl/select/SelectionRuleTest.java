package org.logcl.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.logcl.error.InputException;
import org.logcl.objective.Totals;
import org.logcl.train.Intercept;
import org.logcl.train.Penalty;
import org.logcl.train.TrainingResult.Status;

/** Choices on made-up scores. */
class SelectionRuleTest {
  private static FoldScore fold(double logLoss, double weight) {
    // Totals of a scaled weight: what the fold counts is the weight as it is.
    return new FoldScore(new Totals(2 * logLoss, 2, 1, 2), weight, 3, 4, 5, Status.CONVERGED);
  }

  /** Two folds of equal weight: the standard error is the deviation of each. */
  private static PathPoint point(double mean, double deviation) {
    return new PathPoint(
        new Penalty(0, 1, Intercept.FREE),
        List.of(fold(mean - deviation, 10), fold(mean + deviation, 10)));
  }

  private static Selection selection(PathPoint... points) {
    return new Selection(List.of(points), SelectionRule.BEST, 2);
  }

  /** By hand: mean (1 + 2 + 6) / 3 = 3, squares 4 + 1 + 9 = 14, 14 / 3 / 2 = 7/3. */
  @Test
  void errorsOfEqualFolds() {
    PathPoint point = new PathPoint(Penalty.NONE, List.of(fold(1, 5), fold(2, 5), fold(6, 5)));
    assertEquals(3, point.meanLogLoss(), 1e-15);
    assertEquals(Math.sqrt(7.0 / 3), point.standardError(), 1e-15);
    double deviation = Math.sqrt(14.0 / 2);
    assertEquals(deviation / Math.sqrt(3), point.standardError(), 1e-15);
    assertEquals(0.5, point.accuracy());
    assertEquals(3, point.nonzeroWeights());
    assertEquals(12, point.iterations());
  }

  /** By hand: mean (3 * 1 + 1 * 5) / 4 = 2, squares (3 * 1 + 1 * 9) / 4 = 3, over k - 1 = 1. */
  @Test
  void foldsCountByTheirWeight() {
    PathPoint point = new PathPoint(Penalty.NONE, List.of(fold(1, 3), fold(5, 1)));
    assertEquals(2, point.meanLogLoss(), 1e-15);
    assertEquals(Math.sqrt(3), point.standardError(), 1e-15);
  }

  @Test
  void takesTheStrongestWithinOneStandardError() {
    Selection selection =
        selection(
            point(0.75, 0.5),
            point(0.5, 0.001),
            point(0.375, 0.002),
            point(0.25, 0.125),
            point(0.3, 0.1));
    assertEquals(3, selection.best());
    // 0.375 is at the bound, which belongs to it; the wider errors of others have no say.
    assertEquals(2, selection.oneStandardError());
    assertEquals(3, selection.chosen());
    assertEquals(
        2, new Selection(selection.points(), SelectionRule.ONE_STANDARD_ERROR, 2).chosen());
    assertEquals(Optional.empty(), selection.advice());
  }

  @Test
  void ofEqualsTheStrongestIsBest() {
    Selection selection = selection(point(0.5, 0), point(0.25, 0), point(0.25, 0), point(0.5, 0));
    assertEquals(1, selection.best());
    assertEquals(1, selection.oneStandardError());
  }

  @Test
  void whatIsNoNumberIsNeverBest() {
    PathPoint none = point(Double.NaN, 0);
    assertEquals(1, selection(none, point(0.5, 0), none).best());
    assertEquals(1, selection(none, point(0.5, 1), none).oneStandardError());
    assertThrows(InputException.class, () -> selection(none, none).best());
  }

  @Test
  void warnsAtTheEndsOfThePath() {
    List<PathPoint> rising = List.of(point(0.25, 0), point(0.5, 0));
    assertTrue(selection(rising.toArray(new PathPoint[0])).advice().get().contains("strongest"));
    List<PathPoint> falling = new ArrayList<>(List.of(point(0.5, 0), point(0.25, 0)));
    assertTrue(selection(falling.toArray(new PathPoint[0])).advice().get().contains("weakest"));
    falling.set(1, new PathPoint(Penalty.NONE, falling.get(1).folds()));
    assertEquals(Optional.empty(), selection(falling.toArray(new PathPoint[0])).advice());
    assertEquals(Optional.empty(), selection(point(0.25, 0)).advice());
  }

  @Test
  void rulesHaveNames() {
    assertEquals(Optional.of(SelectionRule.BEST), SelectionRule.of("Best"));
    assertEquals(Optional.of(SelectionRule.ONE_STANDARD_ERROR), SelectionRule.of("one-se"));
    assertEquals(Optional.empty(), SelectionRule.of("1se"));
    assertEquals("best, one-se", SelectionRule.labels());
  }
}
