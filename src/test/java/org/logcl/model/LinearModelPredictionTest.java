package org.logcl.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.numerics.SplitMix;
import org.logcl.objective.Scorer;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.Tables;

/** A model's own prediction, without a device, is that of every device, bit for bit. */
class LinearModelPredictionTest {
  /** Rows with values to flush, both zeros, and logits from tiny to beyond any exponential. */
  private static Dataset rows(int rows, int features, int classes) {
    Dataset made = Tables.make(rows, features, classes, 1);
    float[] x = made.features();
    x[0] = 0x1p-41f;
    x[features] = -0f;
    for (int d = 0; d < features; ++d) {
      x[(rows - 1) * features + d] *= 100;
      x[(rows - 2) * features + d] *= 1e-6f;
    }
    return made;
  }

  private static LinearModel model(Dataset rows, Head head, boolean standardize) {
    int logits = head.logits(rows.labels().count());
    SplitMix random = new SplitMix(2);
    float[] weights = new float[rows.columns() * logits];
    float[] bias = new float[logits];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = 2 * random.nextFloat() - 1;
    }
    for (int i = 0; i < logits; ++i) {
      bias[i] = random.nextFloat() - 0.5f;
    }
    Preparation preparation =
        standardize ? Preparation.standardizing(Standardization.fit(rows)) : Preparation.none();
    return LinearModel.of(head, rows.labels(), rows.featureNames(), weights, bias, preparation);
  }

  private static float[] rowByRow(LinearModel model, Dataset rows) {
    float[] all = new float[rows.rows() * model.classes()];
    for (int row = 0; row < rows.rows(); ++row) {
      float[] p = model.probabilities(row(rows, row));
      System.arraycopy(p, 0, all, row * model.classes(), model.classes());
    }
    return all;
  }

  private static float[] row(Dataset rows, int row) {
    int columns = rows.columns();
    return Arrays.copyOfRange(rows.features(), row * columns, (row + 1) * columns);
  }

  private static float[] onBackend(Backend backend, LinearModel model, Dataset rows) {
    float[] all = new float[rows.rows() * model.classes()];
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, p) ->
            System.arraycopy(p, 0, all, from * model.classes(), count * model.classes()));
    return all;
  }

  private static void assertSame(Backend backend, int features, int classes, Head head) {
    Dataset rows = rows(23, features, classes);
    for (boolean standardize : new boolean[] {false, true}) {
      LinearModel model = model(rows, head, standardize);
      assertArrayEquals(rowByRow(model, rows), onBackend(backend, model, rows));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, SIGMOID",
    "5, 2, SIGMOID",
    "130, 2, SIGMOID",
    "1, 2, SOFTMAX",
    "5, 3, SOFTMAX",
    "9, 16, SOFTMAX",
    "9, 70, SOFTMAX"
  })
  void theTwinGivesTheSame(int features, int classes, Head head) {
    assertSame(new TwinBackend(), features, classes, head);
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @Tag("tiny")
  void everyDeviceGivesTheSame(OpenClDevice device) {
    try (OpenClBackend backend = Devices.open(device)) {
      assertSame(backend, 5, 2, Head.SIGMOID);
      assertSame(backend, 67, 2, Head.SIGMOID);
      assertSame(backend, 5, 3, Head.SOFTMAX);
      assertSame(backend, 3, 17, Head.SOFTMAX);
    }
  }

  /**
   * exp is within an ulp, so a probability is within a few; the flush takes what is below 2^-40.
   */
  @ParameterizedTest
  @CsvSource({"SIGMOID, 2", "SOFTMAX, 2", "SOFTMAX, 5"})
  void probabilitiesAreNearTheTruthAndSumToOne(Head head, int classes) {
    Dataset rows = rows(23, 4, classes);
    LinearModel model = model(rows, head, false);
    float[] w = model.weights();
    float[] b = model.bias();
    float[] p = rowByRow(model, rows);
    for (int row = 0; row < 23; ++row) {
      double[] z = new double[classes];
      double size = 0;
      for (int c = 0; c < b.length; ++c) {
        int at = head == Head.SIGMOID ? 1 : c;
        z[at] = b[c];
        for (int d = 0; d < 4; ++d) {
          z[at] += (double) rows.features()[row * 4 + d] * w[d * b.length + c];
          size += Math.abs((double) rows.features()[row * 4 + d] * w[d * b.length + c]);
        }
      }
      double top = Arrays.stream(z).max().getAsDouble();
      double all = Arrays.stream(z).map(v -> Math.exp(v - top)).sum();
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        // Logits are off by up to 6 roundings of their terms.
        double bound = (6 * (size + 1) + 16) * 0x1p-24;
        assertEquals(Math.exp(z[c] - top) / all, p[row * classes + c], bound);
        sum += p[row * classes + c];
      }
      assertEquals(1, sum, 16 * 0x1p-24);
    }
  }

  @Test
  void predictsTheMostProbableClass() {
    Dataset rows = rows(23, 4, 5);
    LinearModel model = model(rows, Head.SOFTMAX, true);
    float[] p = rowByRow(model, rows);
    for (int row = 0; row < 23; ++row) {
      int best = 0;
      for (int c = 1; c < 5; ++c) {
        best = p[row * 5 + c] > p[row * 5 + best] ? c : best;
      }
      assertEquals(Integer.toString(best), model.predict(row(rows, row)));
      assertEquals(best, model.predicted(p, row * 5));
    }
  }

  @Test
  void tiesGoToTheLowestClassAndWithTheSigmoidToTheSecond() {
    float[] row = {1, 1};
    LinearModel softmax =
        LinearModel.of(
            Head.SOFTMAX,
            Tables.labels(3),
            Tables.names("x", 2),
            new float[] {0, 1, 1, 0, 1, 1},
            new float[3],
            Preparation.none());
    assertEquals("1", softmax.predict(row));
    assertEquals(0, softmax.predicted(new float[] {.5f, .5f, .25f, .25f, .25f, .25f}, 3));
    LinearModel sigmoid =
        LinearModel.of(
            Head.SIGMOID,
            Tables.labels(2),
            Tables.names("x", 2),
            new float[] {1, -1},
            new float[1],
            Preparation.none());
    assertArrayEquals(new float[] {0.5f, 0.5f}, sigmoid.probabilities(row));
    assertEquals("1", sigmoid.predict(row));
    assertEquals("0", sigmoid.predict(new float[] {1, 1.001f}));
  }

  @Test
  void leavesTheRowAsItIs() {
    Dataset rows = rows(23, 4, 3);
    float[] row = {0x1p-41f, 2, 3, 4};
    assertEquals(3, model(rows, Head.SOFTMAX, true).probabilities(row).length);
    assertArrayEquals(new float[] {0x1p-41f, 2, 3, 4}, row);
  }

  @Test
  void refusesARowOfAnotherLength() {
    LinearModel model = model(rows(23, 4, 3), Head.SOFTMAX, false);
    for (int length : new int[] {0, 3, 5}) {
      assertEquals(
          "the row has " + length + " features, the model 4",
          assertThrows(InputException.class, () -> model.probabilities(new float[length]))
              .getMessage());
    }
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    Dataset rows = rows(200, 70, 40);
    LinearModel model = model(rows, Head.SOFTMAX, true);
    float[] alone = rowByRow(model, rows);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<float[]> task = () -> rowByRow(model, rows);
      for (Future<float[]> result : threads.invokeAll(List.of(task, task, task, task))) {
        assertArrayEquals(alone, result.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
