package org.logcl.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.InputException;

class LogitsTest {
  // Two roundings of the result, at most a few of what goes into it.
  private static final double RELATIVE = 4 * 0x1p-52;

  private static void near(double expected, double value) {
    assertEquals(expected, value, RELATIVE * Math.abs(expected));
  }

  @Test
  void lossesKeepBothTails() {
    near(StrictMath.exp(-700), Logits.sigmoidLoss(700, true));
    near(800, Logits.sigmoidLoss(-800, true));
    near(800, Logits.sigmoidLoss(800, false));
    near(StrictMath.log(2), Logits.sigmoidLoss(0, false));
    near(StrictMath.exp(-60), Logits.softmaxLoss(new double[] {-60, 0, -800}, 1));
    near(800, Logits.softmaxLoss(new double[] {-60, 0, -800}, 2));
    near(StrictMath.log(3), Logits.softmaxLoss(new double[] {7, 7, 7}, 2));
  }

  @Test
  void softmaxOfTwoIsTheSigmoidOfTheDifference() {
    for (double z : new double[] {-700, -3, -1e-9, 0, 0.25, 40}) {
      double[] p = {0, z};
      Logits.softmax(p);
      assertEquals(Logits.sigmoid(z), p[1], 1e-15);
      assertEquals(1, p[0] + p[1], 1e-15);
      assertEquals(1, Logits.sigmoid(z) + Logits.sigmoid(-z), 1e-15);
      assertEquals(
          Logits.softmaxLoss(new double[] {0, z}, 1), Logits.sigmoidLoss(z, true), RELATIVE * 700);
    }
  }

  @Test
  void calibrationsAreTheirFormulas() {
    assertEquals(-1.5, new TemperatureScaling(2).logit(-3));
    // 1 / (1 + exp(a f + b)): log-odds of -(a f + b).
    PlattScaling platt = new PlattScaling(-2, 0.5);
    assertEquals(5.5, platt.logit(3));
    near(1 / (1 + StrictMath.exp(-5.5)), platt.probability(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"f1", "balanced-accuracy", "precision:0.9", "recall:0.75", "0.3"})
  void goalsAreReadAsTheyAreWritten(String text) {
    assertEquals(text, ThresholdGoal.parse(text).toString());
  }

  @Test
  void youdenIsBalancedAccuracy() {
    assertEquals(ThresholdGoal.balancedAccuracy(), ThresholdGoal.parse("youden"));
  }

  @ParameterizedTest
  @CsvSource({
    "f2, 'is not known; there are: f1'",
    "precision, 'is not known'",
    "'precision:', 'is not known'",
    "precision:1f, 'is not known'",
    "recall:NaN, 'is not known'",
    "precision:0, 'The least precision is 0.0'",
    "recall:1.5, 'The least recall is 1.5'",
    "1.01, 'The threshold is 1.01; it is a probability, from 0 to 1.'",
    "-0.1, 'The threshold is -0.1'"
  })
  void otherGoalsAreRefused(String text, String reason) {
    String message =
        assertThrows(InputException.class, () -> ThresholdGoal.parse(text)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void aGivenThresholdIsOnlyMeasured() {
    double[] scores = {0.1, 0.4, 0.4, 0.9};
    boolean[] positive = {false, true, false, true};
    double[] weights = {1, 1, 2, 1};
    Threshold at = Threshold.choose(scores, positive, weights, ThresholdGoal.given(0.4));
    assertEquals(new Threshold(0.4, 0.5, 1, 2 / 3.0, (1 + (1 - 2 / 3.0)) / 2), at);
    Threshold none = Threshold.choose(scores, positive, weights, ThresholdGoal.given(1));
    assertEquals(Double.NaN, none.precision());
    assertEquals(0, none.recall());
  }
}
