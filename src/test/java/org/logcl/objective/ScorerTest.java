package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.PlainSgd;
import org.logcl.testing.Tables;

class ScorerTest {
  private static final Dataset ROWS = Tables.make(30, 2, 3, 1);
  private static final LinearModel MODEL =
      LinearModel.of(
          Head.SOFTMAX,
          ROWS.labels(),
          ROWS.featureNames(),
          new float[] {1, -1, 0.5f, 0, 2, -1},
          new float[] {0.1f, 0.2f, -0.3f},
          Preparation.none());

  @Test
  void scoresAsTheTextbook() {
    Totals totals = Scorer.score(new TwinBackend(), MODEL, ROWS);
    PlainSgd.Sums sums = new PlainSgd(MODEL.weights(), MODEL.bias()).score(ROWS);
    assertEquals(sums.mean(), totals.logLoss(), 1e-6);
    assertEquals(sums.correct(), totals.correct());
    assertEquals(sums.correct() / 30.0, totals.accuracy());
  }

  @Test
  void confusionCountsTheSameRows() {
    ConfusionMatrix matrix =
        Scorer.evaluate(new TwinBackend(), MODEL, ROWS, 15, done -> {}).confusion();
    assertEquals(30, matrix.rows());
    assertEquals(Scorer.score(new TwinBackend(), MODEL, ROWS).correct(), matrix.correct());
    for (int c = 0; c < 3; ++c) {
      int wanted = c;
      long support = Arrays.stream(ROWS.targets()).filter(y -> y == wanted).count();
      assertEquals(support, matrix.support(c));
    }
  }

  /**
   * With the rows' weights, from logits; a row of weight 0 is no row, and the confident row's loss
   * is 60 and not infinite.
   */
  @Test
  void evaluatesWithWeights() {
    float[] features = {1, 0, 0, 1, 30, -30};
    float[] weights = {0.5f, 0, 2};
    Dataset rows =
        Dataset.of(
            features, 3, 2, ROWS.featureNames(), ROWS.labels(), new int[] {0, 1, 2}, weights);
    LinearModel model =
        LinearModel.of(
            Head.SOFTMAX,
            rows.labels(),
            rows.featureNames(),
            new float[] {1, 0, 0, 0, 1, 1},
            new float[3],
            Preparation.none());
    ClassificationReport report = Scorer.evaluate(new TwinBackend(), model, rows, 5, done -> {});
    Totals totals = Scorer.score(new TwinBackend(), model, rows);
    assertEquals(totals.logLoss(), report.logLoss(), 1e-5);
    assertEquals(60, report.logLoss(2), 1e-4);
    assertEquals(Double.NaN, report.logLoss(1));
    assertEquals(0.2, report.confusion().accuracy(), 1e-15);
    assertEquals(0.5, report.confusion().balancedAccuracy());
    assertEquals(2, report.confusion().rows());
    assertEquals(2.5, report.confusion().weight());
    assertEquals(0.2, report.topK(1), 1e-15);
    assertEquals(1, report.topK(3), 1e-15);
  }

  @EveryBackend
  @Tag("device")
  void evaluatesTheSameOnEveryDevice(Backend backend) {
    ClassificationReport twin = Scorer.evaluate(new TwinBackend(), MODEL, ROWS, 15, done -> {});
    ClassificationReport report = Scorer.evaluate(backend, MODEL, ROWS, 15, done -> {});
    assertEquals(twin.brier(), report.brier());
    assertEquals(twin.rocAuc(), report.rocAuc());
    for (int c = 0; c < 3; ++c) {
      assertEquals(twin.logLoss(c), report.logLoss(c));
    }
  }

  @Test
  void evaluatesEveryRowInTwoPasses() {
    List<Long> done = new ArrayList<>();
    ClassificationReport report = Scorer.evaluate(new TwinBackend(), MODEL, ROWS, 15, done::add);
    assertEquals(List.of(0L, 30L), done);
    assertEquals(30, report.confusion().rows());
    assertEquals(Scorer.score(new TwinBackend(), MODEL, ROWS).logLoss(), report.logLoss(), 1e-6);
  }

  /** On a device an unchecked row would be read past its end. */
  @Test
  void refusesRowsOfOtherFeatures() {
    String start =
        "The rows must have the model's features in the model's order: \"x0\", \"x1\", not ";
    Dataset one = Tables.make(30, 1, 3, 1);
    Executable[] calls = {
      () -> Scorer.score(new TwinBackend(), MODEL, one),
      () -> Scorer.evaluate(new TwinBackend(), MODEL, one, 15, done -> {}),
      () -> Scorer.predict(new TwinBackend(), MODEL, one, (from, count, p) -> {})
    };
    for (Executable call : calls) {
      assertEquals(start + "\"x0\".", assertThrows(InputException.class, call).getMessage());
    }
    Dataset turned = Dataset.unlabelled(ROWS.features(), 30, 2, List.of("x1", "x0"));
    assertEquals(
        start + "\"x1\", \"x0\".",
        assertThrows(
                InputException.class,
                () -> Scorer.predict(new TwinBackend(), MODEL, turned, (from, count, p) -> {}))
            .getMessage());
  }

  @Test
  void refusesRowsOfOtherLabels() {
    for (List<String> names : List.of(List.of("0", "1", "2", "3"), List.of("2", "1", "0"))) {
      Dataset other =
          Dataset.of(
              ROWS.features(),
              30,
              2,
              ROWS.featureNames(),
              Labels.ofOrdered(names),
              ROWS.targets(),
              null);
      String start =
          "The rows must have the model's labels in the model's order: \"0\", \"1\", \"2\", not ";
      for (Executable call :
          new Executable[] {
            () -> Scorer.score(new TwinBackend(), MODEL, other),
            () -> Scorer.evaluate(new TwinBackend(), MODEL, other, 15, done -> {})
          }) {
        String message = assertThrows(InputException.class, call).getMessage();
        assertEquals(start, message.substring(0, start.length()));
      }
    }
  }
}
