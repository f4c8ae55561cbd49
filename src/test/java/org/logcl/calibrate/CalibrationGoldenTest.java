package org.logcl.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.testing.Golden;

/** Temperature, Platt scaling and thresholds against minima in decimal arithmetic. */
class CalibrationGoldenTest {
  private static final String FOLDER = "/org/logcl/calibrate/";

  /** A file of scores, with or without its weights, and what is expected. */
  record Case(String name, boolean weighted, Map<String, Double> expected) {
    Golden file() {
      return Golden.read(FOLDER, name + ".csv");
    }

    double[] weights() {
      return weighted ? file().doubles("w") : null;
    }

    boolean[] positive() {
      int[] y = file().ints("y");
      boolean[] positive = new boolean[y.length];
      for (int i = 0; i < y.length; ++i) {
        positive[i] = y[i] == 1;
      }
      return positive;
    }

    void same(String figure, double actual, double allowed) {
      double value = expected.get(figure);
      assertTrue(
          Math.abs(actual - value) <= allowed * Math.max(1, Math.abs(value)),
          () -> this + ", " + figure + ": expected " + value + ", is " + actual);
    }

    @Override
    public String toString() {
      return name + (weighted ? ", weighted" : "");
    }
  }

  private static Stream<Case> cases(String start) {
    Golden expected = Golden.read(FOLDER, "expected.csv");
    String[] names = expected.strings("case");
    int[] weighted = expected.ints("weighted");
    String[] figures = expected.strings("figure");
    double[] values = expected.doubles("value");
    Map<String, Case> cases = new LinkedHashMap<>();
    for (int i = 0; i < names.length; ++i) {
      Case fresh = new Case(names[i], weighted[i] == 1, new LinkedHashMap<>());
      cases.computeIfAbsent(fresh.toString(), key -> fresh).expected().put(figures[i], values[i]);
    }
    return cases.values().stream().filter(one -> one.name().startsWith(start));
  }

  static Stream<Case> temperatures() {
    return cases("temperature");
  }

  static Stream<Case> sigmoids() {
    return cases("platt");
  }

  static Stream<Case> thresholds() {
    return cases("threshold");
  }

  @ParameterizedTest
  @MethodSource("temperatures")
  void temperatureHasTheLeastLoss(Case one) {
    double[] logits = one.file().doubleMatrix("z");
    int[] y = one.file().ints("y");
    int classes = one.file().width("z");
    Temperature fitted = Temperature.fit(logits, classes, y, one.weights());
    one.same("temperature", fitted.value(), 1e-12);
    one.same("logLoss", fitted.logLoss(), 1e-13);
    one.same("uncalibratedLogLoss", fitted.uncalibratedLogLoss(), 1e-13);
    assertEquals(false, fitted.bounded());
    if (classes == 2) {
      double[] odds = new double[y.length];
      for (int i = 0; i < y.length; ++i) {
        odds[i] = logits[2 * i + 1] - logits[2 * i];
      }
      one.same("temperature", Temperature.fitBinary(odds, y, one.weights()).value(), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("sigmoids")
  void plattHasTheLeastSmoothedLoss(Case one) {
    PlattScaling fitted = PlattScaling.fit(one.file().doubles("z0"), one.positive(), one.weights());
    one.same("a", fitted.a(), 1e-12);
    one.same("b", fitted.b(), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("thresholds")
  void thresholdServesItsGoal(Case one) {
    Map<String, ThresholdGoal> goals =
        Map.of(
            "f1", ThresholdGoal.f1(),
            "balancedAccuracy", ThresholdGoal.balancedAccuracy(),
            "precision0.75", ThresholdGoal.precisionAtLeast(0.75),
            "recall0.9", ThresholdGoal.recallAtLeast(0.9),
            "recall1", ThresholdGoal.recallAtLeast(1));
    goals.forEach(
        (name, goal) -> {
          Threshold chosen =
              Threshold.choose(one.file().doubles("z0"), one.positive(), one.weights(), goal);
          one.same(name + ".value", chosen.value(), 0);
          one.same(name + ".precision", chosen.precision(), 1e-15);
          one.same(name + ".recall", chosen.recall(), 1e-15);
          one.same(name + ".f1", chosen.f1(), 1e-15);
          one.same(name + ".balancedAccuracy", chosen.balancedAccuracy(), 1e-15);
        });
  }
}
