package org.logcl.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.error.InputException;

/** What metrics refuse, and what they say where a figure is not defined. */
class MetricsErrorsTest {
  private static final double[] P = {0.25, 0.75, 0.5, 0.5, 1, 0};
  private static final int[] Y = {1, 0, 1};

  private static void refuses(String message, Executable call) {
    assertEquals(message, assertThrows(InputException.class, call).getMessage());
  }

  private static double[] with(int at, double value) {
    double[] p = P.clone();
    p[at] = value;
    return p;
  }

  @Test
  void predictionsSayWhatIsWrongAndWhere() {
    refuses(
        "There must be at least 2 classes, not 1.",
        () -> Predictions.of(new double[] {1}, 1, new int[] {0}));
    refuses(
        "There are no rows: metrics need at least one.",
        () -> Predictions.of(new double[0], 2, new int[0]));
    refuses(
        "There are 6 values of probability, but 4 are needed.",
        () -> Predictions.of(P, 2, new int[] {0, 1}));
    refuses(
        "The class index at 2 is 2; it must be from 0 to 1.",
        () -> Predictions.of(P, 2, new int[] {0, 1, 2}));
    refuses(
        "The probability at 3 is -0.5; it must be from 0 to 1.",
        () -> Predictions.of(with(3, -0.5), 2, Y));
    refuses(
        "The probability at 3 is NaN; it must be from 0 to 1.",
        () -> Predictions.of(with(3, Double.NaN), 2, Y));
    refuses(
        "The probabilities of row 1 sum to 0.75; they must sum to 1. Scores that are no"
            + " probabilities go to RocAuc.binary or AveragePrecision.binary.",
        () -> Predictions.of(with(3, 0.25), 2, Y));
  }

  @Test
  void weightsAreFiniteNotNegativeAndNotAllZero() {
    refuses(
        "There are 2 values of row weight, but 3 are needed.",
        () -> Predictions.weighted(P, 2, Y, new double[2]));
    refuses(
        "The row weight at 1 is -1.0; it must be finite and not negative.",
        () -> Predictions.weighted(P, 2, Y, new double[] {1, -1, 1}));
    refuses(
        "The row weight at 0 is Infinity; it must be finite and not negative.",
        () -> Predictions.weighted(P, 2, Y, new double[] {Double.POSITIVE_INFINITY, 1, 1}));
    refuses(
        "All row weights are 0: there is nothing to average.",
        () -> Predictions.weighted(P, 2, Y, new double[3]));
  }

  @Test
  void predictionsAreCopies() {
    double[] p = P.clone();
    int[] y = Y.clone();
    double[] w = {1, 2, 3};
    Predictions predictions = Predictions.weighted(p, 2, y, w);
    p[0] = 9;
    y[0] = 9;
    w[0] = 9;
    assertEquals(0.25, predictions.probability(0, 0));
    assertEquals(1, predictions.target(0));
    assertEquals(1, predictions.weight(0));
  }

  @Test
  void zerosCountAsThePolicySays() {
    // Row 2 gives its true class 0.
    Predictions predictions = Predictions.of(P, 2, Y);
    assertEquals(Double.POSITIVE_INFINITY, LogLoss.of(predictions, ZeroPolicy.EXACT));
    double clipped = (-StrictMath.log(0.75) - StrictMath.log(0.5) - StrictMath.log(0.01)) / 3;
    assertEquals(clipped, LogLoss.of(predictions, ZeroPolicy.clip(0.01)), 1e-15);
    refuses(
        "Row 2 has probability 0 for its true class 1: its log loss is infinite."
            + " ZeroPolicy.EXACT takes it so, ZeroPolicy.CLIP bounds it.",
        () -> LogLoss.of(predictions, ZeroPolicy.ERROR));
    Predictions without = Predictions.weighted(P, 2, Y, new double[] {1, 1, 0});
    double exact = (-StrictMath.log(0.75) - StrictMath.log(0.5)) / 2;
    assertEquals(exact, LogLoss.of(without, ZeroPolicy.ERROR), 1e-15);
    assertEquals(exact, LogLoss.of(without, ZeroPolicy.EXACT), 1e-15);
    for (double bad : new double[] {0, -1, 0.6, Double.NaN}) {
      refuses(
          "The bound to clip probabilities at is " + bad + "; it must be above 0 and at most 0.5.",
          () -> ZeroPolicy.clip(bad));
    }
    assertEquals("clip(0.01)", ZeroPolicy.clip(0.01).toString());
    assertEquals("exact", ZeroPolicy.EXACT.toString());
  }

  @Test
  void aPerfectRowHasNoNegativeZeroLoss() {
    Predictions perfect = Predictions.of(new double[] {1, 0}, 2, new int[] {0});
    assertEquals(0.0, LogLoss.of(perfect, ZeroPolicy.EXACT));
  }

  @Test
  void scoresMayBeAnyFiniteNumbers() {
    boolean[] positive = {true, false, false};
    assertEquals(0.75, RocAuc.binary(new double[] {0.0, -0.0, -5}, positive, null));
    assertEquals(0.5, AveragePrecision.binary(new double[] {-0.0, 0.0, -1e300}, positive, null));
    assertEquals(Double.NaN, RocAuc.binary(new double[] {1}, new boolean[] {true}, null));
    assertEquals(1, AveragePrecision.binary(new double[] {1}, new boolean[] {true}, null));
    assertEquals(
        Double.NaN, AveragePrecision.binary(new double[] {1}, new boolean[] {false}, null));
    refuses(
        "The score at 1 is NaN; it must be a finite number.",
        () -> RocAuc.binary(new double[] {1, Double.NaN, 2}, positive, null));
    refuses(
        "There are 3 values of outcome, but 2 are needed.",
        () -> AveragePrecision.binary(new double[2], positive, null));
  }

  @Test
  void refusesWhatHasNoMeaning() {
    Predictions three = Predictions.of(new double[] {0.5, 0.25, 0.25}, 3, new int[] {0});
    refuses(
        "The binary Brier score takes 2 classes, not 3; for more there is Brier.multiclass.",
        () -> Brier.binary(three));
    refuses(
        "The k of top-k accuracy is 0; it must be at least 1.",
        () -> TopK.accuracy(three, 0, TieBreak.LOWEST_CLASS));
    assertEquals(1, TopK.accuracy(three, 99, TieBreak.LOWEST_CLASS));
    Ranking ranking = Ranking.of(three);
    refuses(
        "There is no micro average of ROC AUC; allowed are MACRO and WEIGHTED.",
        () -> ranking.oneVsRest(Average.MICRO));
    refuses(
        "There is no micro average of ROC AUC; allowed are MACRO and WEIGHTED.",
        () -> ranking.oneVsOne(Average.MICRO));
    refuses(
        "There is no micro average of average precision; allowed are MACRO and WEIGHTED.",
        () -> ranking.averagePrecision(Average.MICRO));
    for (int bad : new int[] {0, -1, 10_001}) {
      refuses(
          "There are " + bad + " reliability bins asked for; allowed are 1 to 10000",
          () -> Reliability.ofPredictedClass(three, bad, TieBreak.LOWEST_CLASS));
    }
  }

  @Test
  void aReportNeedsBothPasses() {
    ReportBuilder builder = new ReportBuilder(2, 2, 5, TieBreak.LOWEST_CLASS);
    double[] p = {0.5, 0.5};
    builder.add(0, 1, 0, 0.7, p);
    IllegalStateException early =
        assertThrows(IllegalStateException.class, () -> builder.rank(0, 1, p));
    assertEquals("the first pass had 1 of 2 rows", early.getMessage());
    builder.add(1, 1, 0, 0.7, p);
    builder.rank(0, 1, p);
    IllegalStateException half = assertThrows(IllegalStateException.class, builder::build);
    assertEquals("the second pass had 1 of 2 rows", half.getMessage());
    builder.rank(1, 1, p);
    ClassificationReport report = builder.build();
    assertEquals(0.5, report.rocAuc());
    assertEquals(0.7, report.logLoss());
    assertThrows(InputException.class, () -> report.topK(0));
  }

  /** Every bin's edges, and which side a probability on an edge belongs to. */
  @Test
  void binsAreClosedAbove() {
    double[] p = {0, 0.25, 0.5, 0.75, 1};
    Reliability four = Reliability.of(p, new boolean[] {true, false, true, true, true}, null, 4);
    assertEquals(4, four.bins().size());
    assertEquals(2, four.bins().get(0).rows());
    assertEquals(new ReliabilityBin(0.25, 0.5, 1, 1, 0.5, 1), four.bins().get(1));
    assertEquals(1, four.bins().get(3).to());
    assertTrue(four.expectedError() < four.maximumError());
    Reliability one = Reliability.of(p, new boolean[5], null, 1);
    assertEquals(0.5, one.expectedError());
  }
}
