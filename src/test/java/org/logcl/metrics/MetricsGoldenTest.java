package org.logcl.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.testing.Golden;

/** Every metric against scikit-learn's, and against exact formulas where it has none. */
class MetricsGoldenTest {
  private static final String FOLDER = "/org/logcl/metrics/";

  /** A file of predictions, with or without its weights, and what is expected of them. */
  record Case(String name, boolean weighted, Map<String, Double> expected) {
    Predictions predictions() {
      Golden file = Golden.read(FOLDER, name + ".csv");
      double[] p = file.doubleMatrix("p");
      int[] y = file.ints("y");
      return weighted
          ? Predictions.weighted(p, file.width("p"), y, file.doubles("w"))
          : Predictions.of(p, file.width("p"), y);
    }

    @Override
    public String toString() {
      return name + (weighted ? ", weighted" : "");
    }
  }

  static Stream<Case> cases() {
    Golden expected = Golden.read(FOLDER, "expected.csv");
    String[] names = expected.strings("case");
    int[] weighted = expected.ints("weighted");
    String[] figures = expected.strings("figure");
    String[] values = expected.strings("value");
    Map<String, Case> cases = new LinkedHashMap<>();
    for (int i = 0; i < names.length; ++i) {
      Case fresh = new Case(names[i], weighted[i] == 1, new LinkedHashMap<>());
      cases
          .computeIfAbsent(fresh.toString(), key -> fresh)
          .expected()
          .put(figures[i], Double.valueOf(values[i]));
    }
    return cases.values().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsScikitLearn(Case aCase) {
    Map<String, Double> figures = Figures.of(aCase.predictions());
    assertEquals(new TreeSet<>(aCase.expected().keySet()), new TreeSet<>(figures.keySet()));
    List<String> wrong = new ArrayList<>();
    aCase
        .expected()
        .forEach(
            (name, value) -> {
              if (!near(value, figures.get(name))) {
                wrong.add(name + ": expected " + value + ", is " + figures.get(name));
              }
            });
    assertTrue(wrong.isEmpty(), () -> aCase + "\n" + String.join("\n", wrong));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theReportHasTheSameFigures(Case aCase) {
    ClassificationReport report =
        ClassificationReport.of(
            aCase.predictions(), ZeroPolicy.CLIP, Figures.BINS, TieBreak.LOWEST_CLASS);
    Map<String, Double> expected = aCase.expected();
    boolean binary = report.classes() == 2;
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("logLoss.clip", report.logLoss());
    figures.put("skill", report.logLossSkill());
    figures.put("accuracy", report.confusion().accuracy());
    figures.put("prior", report.confusion().priorLogLoss());
    figures.put(binary ? "brier.binary" : "brier.multiclass", report.brier());
    figures.put(binary ? "ece.positive" : "ece.predicted", report.reliability().expectedError());
    figures.put(binary ? "rocAuc.1" : "oneVsRest.macro", report.rocAuc());
    figures.put(
        binary ? "averagePrecision.1" : "averagePrecision.macro", report.averagePrecision());
    for (int c = 0; c < report.classes(); ++c) {
      figures.put("logLoss.clip." + c, report.logLoss(c));
      figures.put("topK.lowest." + (c + 1), report.topK(c + 1));
    }
    figures.forEach(
        (name, value) ->
            assertTrue(
                near(expected.get(name), value),
                () -> name + ": expected " + expected.get(name) + ", is " + value));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoresAloneGiveTheSameAreas(Case aCase) {
    Predictions predictions = aCase.predictions();
    int n = predictions.rows();
    for (int c = 0; c < predictions.classes(); ++c) {
      double[] scores = new double[n];
      boolean[] positive = new boolean[n];
      double[] weights = new double[n];
      for (int i = 0; i < n; ++i) {
        // Any increasing function ranks alike; this one is exact.
        scores[i] = 4 * predictions.probability(i, c);
        positive[i] = predictions.target(i) == c;
        weights[i] = predictions.weight(i);
      }
      double[] given = aCase.weighted() ? weights : null;
      String name = aCase + ", class " + c;
      double auc = RocAuc.binary(scores, positive, given);
      double precision = AveragePrecision.binary(scores, positive, given);
      assertTrue(near(aCase.expected().get("rocAuc." + c), auc), name);
      assertTrue(near(aCase.expected().get("averagePrecision." + c), precision), name);
    }
  }

  @Test
  void theComparisonCanFail() {
    assertTrue(near(1, 1 + 9e-13));
    assertTrue(!near(1, 1 + 2e-12));
    assertTrue(!near(Double.NaN, 1));
    assertTrue(!near(1, Double.NaN));
    assertTrue(!near(Double.POSITIVE_INFINITY, 1));
    assertTrue(near(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  /** Within 1e-12, of the larger of 1 and the value; NaN and infinity only equal themselves. */
  private static boolean near(double expected, double actual) {
    return Double.compare(expected, actual) == 0
        || (Double.isFinite(expected)
            && Math.abs(expected - actual) <= 1e-12 * Math.max(1, Math.abs(expected)));
  }
}
