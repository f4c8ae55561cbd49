package org.logcl.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.error.InputException;

/** Where there is no best number, and what is refused. */
class CalibrationEdgesTest {
  private static final boolean[] YES_NO = {true, false};

  private static void refuses(String message, Executable call) {
    assertEquals(message, assertThrows(InputException.class, call).getMessage());
  }

  @Test
  void temperatureStopsAtItsBoundsAndSaysSo() {
    // All true classes lead: the colder the better.
    Temperature right = Temperature.fitBinary(new double[] {2, -1}, new int[] {1, 0}, null);
    assertEquals(1.0 / 1024, right.value());
    assertTrue(right.bounded());
    assertTrue(right.logLoss() < right.uncalibratedLogLoss());
    // None does: best is to say nothing.
    Temperature wrong = Temperature.fitBinary(new double[] {2, -1}, new int[] {0, 1}, null);
    assertEquals(1024, wrong.value());
    assertTrue(wrong.bounded());
    assertEquals(StrictMath.log(2), wrong.logLoss(), 1e-3);
    Temperature equal = Temperature.fitBinary(new double[] {0, 0}, new int[] {0, 1}, null);
    assertTrue(equal.bounded());
  }

  @Test
  void temperatureOfHugeLogitsIsFinite() {
    double[] logits = {1e300, 0, 0, 1e300, 1e300, 0};
    Temperature huge = Temperature.fit(logits, 2, new int[] {0, 1, 1}, null);
    assertEquals(1024, huge.value());
    double[] moderate = {5e4, 0, 0, 5e4, 1e4, 0};
    Temperature fitted = Temperature.fit(moderate, 2, new int[] {0, 1, 1}, null);
    assertTrue(fitted.logLoss() < fitted.uncalibratedLogLoss());
    assertTrue(Double.isFinite(fitted.logLoss()));
  }

  @Test
  void plattIsFiniteWithOneClassOrEqualScores() {
    boolean[] all = {true, true, true};
    PlattScaling one = PlattScaling.fit(new double[] {1, 2, 4}, all, null);
    assertEquals(0.8, one.probability(2), 1e-9);
    PlattScaling equal = PlattScaling.fit(new double[] {3, 3}, YES_NO, null);
    assertEquals(0.5, equal.probability(3), 1e-9);
  }

  @Test
  void plattsProbabilitiesKeepBothTails() {
    PlattScaling sigmoid = new PlattScaling(-1, 0);
    assertEquals(0.5, sigmoid.probability(0));
    assertEquals(StrictMath.exp(-700), sigmoid.probability(-700));
    assertEquals(1, sigmoid.probability(700));
    refuses(
        "Slope and intercept of Platt scaling are NaN and 0.0; they must be finite.",
        () -> new PlattScaling(Double.NaN, 0));
  }

  @Test
  void thresholdNeedsBothClassesAndAReachableBound() {
    double[] scores = {1, 2};
    refuses(
        "All rows are positive, by weight: a threshold needs rows of both classes.",
        () -> Threshold.choose(scores, YES_NO, new double[] {1, 0}, ThresholdGoal.f1()));
    refuses(
        "No threshold reaches a precision of 0.75 on these rows; the most is 0.5.",
        () -> Threshold.choose(scores, YES_NO, null, ThresholdGoal.precisionAtLeast(0.75)));
    Threshold both = Threshold.choose(scores, YES_NO, null, ThresholdGoal.recallAtLeast(1));
    assertEquals(new Threshold(1, 0.5, 1, 2 / 3.0, 0.5), both);
  }

  @Test
  void equalThresholdsGoToTheHighest() {
    double[] scores = {-0.0, 0.0, 1, 2};
    boolean[] positive = {true, false, true, false};
    // At 1 and at 0 alike half of either class is right.
    Threshold chosen = Threshold.choose(scores, positive, null, ThresholdGoal.balancedAccuracy());
    assertEquals(1, chosen.value());
    Threshold all = Threshold.choose(scores, positive, null, ThresholdGoal.recallAtLeast(1));
    assertEquals(new Threshold(0, 0.5, 1, 2 / 3.0, 0.5), all);
  }

  @Test
  void refusesBadInput() {
    refuses(
        "The least precision is 0.0; it must be above 0 and at most 1.",
        () -> ThresholdGoal.precisionAtLeast(0));
    refuses(
        "The least recall is NaN; it must be above 0 and at most 1.",
        () -> ThresholdGoal.recallAtLeast(Double.NaN));
    refuses(
        "A threshold for F1 takes no bound; it is 0.5.",
        () -> new ThresholdGoal(ThresholdGoal.Kind.F1, 0.5));
    refuses(
        "There are no rows: at least one is needed.",
        () -> PlattScaling.fit(new double[0], new boolean[0], null));
    refuses(
        "There are 3 scores, but 2 are needed.",
        () -> PlattScaling.fit(new double[3], YES_NO, null));
    refuses(
        "The score at 1 is NaN; it must be a finite number.",
        () -> PlattScaling.fit(new double[] {0, Double.NaN}, YES_NO, null));
    refuses(
        "The row weight at 0 is -1.0; it must be finite, from 0 up.",
        () -> PlattScaling.fit(new double[2], YES_NO, new double[] {-1, 1}));
    refuses(
        "There are 1 row weights, but 2 are needed.",
        () -> PlattScaling.fit(new double[2], YES_NO, new double[1]));
    refuses(
        "All row weights are 0: there is nothing to fit.",
        () -> Temperature.fitBinary(new double[2], new int[2], new double[2]));
    refuses(
        "The class index at 1 is 2; it must be from 0 to 1.",
        () -> Temperature.fitBinary(new double[2], new int[] {0, 2}, null));
    refuses(
        "There must be at least 2 classes, not 1.",
        () -> Temperature.fit(new double[2], 1, new int[2], null));
    refuses(
        "The temperature is 0.0; it must be from 1/1024 to 1024.",
        () -> new Temperature(0, 0, 0, false));
  }
}
