package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.MultilabelReport;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.SoftTables;
import org.logcl.testing.Tables;

class MultilabelScorerTest {
  private static final int LABELS = 4;

  private static List<String[]> table(String name) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                MultilabelScorerTest.class.getResourceAsStream("/org/logcl/multilabel/" + name),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of the file, each logit a feature. */
  private static Dataset rows() {
    List<String[]> table = table("rows.csv");
    float[] x = new float[table.size() * LABELS];
    float[] y = new float[x.length];
    float[] weights = new float[table.size()];
    for (int row = 0; row < table.size(); ++row) {
      weights[row] = Float.parseFloat(table.get(row)[0]);
      for (int c = 0; c < LABELS; ++c) {
        y[row * LABELS + c] = Float.parseFloat(table.get(row)[1 + 2 * c]);
        x[row * LABELS + c] = Float.parseFloat(table.get(row)[2 + 2 * c]);
      }
    }
    return Dataset.ofLabels(
        x, table.size(), LABELS, Tables.names("x", LABELS), Tables.labels(LABELS), y, weights);
  }

  /** Its logits are the features. */
  private static LinearModel identity() {
    float[] weights = new float[LABELS * LABELS];
    for (int c = 0; c < LABELS; ++c) {
      weights[c * LABELS + c] = 1;
    }
    return LinearModel.of(
        Head.MULTILABEL,
        Tables.labels(LABELS),
        Tables.names("x", LABELS),
        weights,
        new float[LABELS],
        Preparation.none());
  }

  @Test
  void figuresAreScikitLearns() {
    MultilabelReport report =
        MultilabelScorer.evaluate(new TwinBackend(), identity(), rows(), 10, done -> {});
    Map<String, Double> expected =
        table("figures.csv").stream()
            .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
    Map<String, Double> actual =
        Map.of(
            "logLoss", report.logLoss(),
            "subsetAccuracy", report.subsetAccuracy(),
            "hammingLoss", report.hammingLoss(),
            "microF1", report.microF1(),
            "microPrecision", report.microPrecision(),
            "microRecall", report.microRecall(),
            "macroF1", report.macroF1(),
            "macroRocAuc", report.mean(ClassificationReport::rocAuc),
            "macroAveragePrecision", report.mean(ClassificationReport::averagePrecision));
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, value) -> assertEquals(value, actual.get(name), 1e-12, name));
  }

  @Test
  void scoreIsTheSumOfTheLabelsLosses() {
    Totals totals = Scorer.score(new TwinBackend(), identity(), rows());
    MultilabelReport report =
        MultilabelScorer.evaluate(new TwinBackend(), identity(), rows(), 10, done -> {});
    // Row losses are float32 here, of a few roundings each.
    assertEquals(report.logLoss(), totals.logLoss(), 1e-6 * report.logLoss());
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  void probabilitiesAreTheHeaps(OpenClDevice device) {
    Dataset rows = rows();
    LinearModel model = identity();
    try (OpenClBackend backend = Devices.open(device)) {
      for (Backend on : List.of(backend, new TwinBackend())) {
        Scorer.predict(
            on,
            model,
            rows,
            (from, count, probabilities) -> {
              for (int k = 0; k < count; ++k) {
                float[] x = new float[LABELS];
                System.arraycopy(rows.features(), (from + k) * LABELS, x, 0, LABELS);
                float[] expected = model.probabilities(x);
                for (int c = 0; c < LABELS; ++c) {
                  assertEquals(expected[c], probabilities[k * LABELS + c]);
                }
                assertEquals(
                    model.predictLabels(x), model.predictedLabels(probabilities, k * LABELS));
              }
            });
      }
    }
  }

  @Test
  void refusesWhatIsNotOfItsKind() {
    Dataset classes = Tables.make(20, LABELS, LABELS, 1);
    LinearModel softmax =
        LinearModel.of(
            Head.SOFTMAX,
            Tables.labels(LABELS),
            Tables.names("x", LABELS),
            identity().weights(),
            new float[LABELS],
            Preparation.none());
    refused("multilabel head", () -> Scorer.score(new TwinBackend(), softmax, rows()));
    refused("each of its labels", () -> Scorer.score(new TwinBackend(), identity(), classes));
    refused(
        "one class each",
        () ->
            Scorer.evaluate(
                new TwinBackend(), softmax, SoftTables.oneHot(classes), 10, done -> {}));
    float[] values = rows().targetValues();
    values[LABELS + 1] = 0.25f;
    Dataset soft =
        Dataset.ofLabels(
            rows().features(),
            rows().rows(),
            LABELS,
            Tables.names("x", LABELS),
            Tables.labels(LABELS),
            values,
            null);
    refused(
        "Row 1, label \"1\": the target is 0.25",
        () -> MultilabelScorer.evaluate(new TwinBackend(), identity(), soft, 10, done -> {}));
    assertTrue(Scorer.score(new TwinBackend(), identity(), soft).logLoss() > 0);
    assertThrows(IllegalStateException.class, () -> identity().predicted(new float[LABELS], 0));
  }

  private static void refused(String why, Runnable run) {
    InputException refusal = assertThrows(InputException.class, run::run);
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }
}
