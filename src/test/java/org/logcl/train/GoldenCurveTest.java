package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.Golden;
import org.logcl.testing.Tables;

/**
 * The article's two models, from PyTorch's data, start and batch orders, give PyTorch's curves. The
 * device test needs no bound: it asks for the twin's very model, and the twin is compared here.
 */
class GoldenCurveTest {
  private static final int EPOCHS = 10;
  private static final int BATCH = 32;

  // Required of the loss; measured is under 3e-8.
  private static final double LOSS_TOLERANCE = 1e-5;

  // 320 steps (32 batches, 10 epochs) move a parameter, each rounding it by at most 2^-24 of a
  // magnitude under 2, and in part cancelling; the gradient's own error is smaller by the rate.
  // Random roundings add up to about sqrt(320) * 2^-24 = 1.1e-6.
  private static final double PARAMETER_TOLERANCE = 2e-6;

  @ParameterizedTest
  @CsvSource({"article_binary, yBinary", "article_classes, yClass"})
  void theTwinFollowsPyTorch(String model, String target) {
    TrainingResult result = train(new TwinBackend(), model, target, EPOCHS);
    Golden curve = Golden.read(model + "_curve.csv");
    double[] losses = curve.doubles("loss");
    double[] slips = curve.doubles("slipMeanOfBatchMeans");
    int[] correct = curve.ints("correct");
    assertEquals(EPOCHS, result.epochs().size());
    for (int i = 0; i < EPOCHS; ++i) {
      EpochReport report = result.epochs().get(i);
      assertEquals(i + 1, report.epoch());
      assertEquals(losses[i], report.training().logLoss(), LOSS_TOLERANCE);
      assertEquals(correct[i], report.training().correct());
      assertEquals(1000, report.training().rows());
      // The least of these distances is 9.9e-5: a mean of batch means could not pass the above.
      assertTrue(Math.abs(slips[i] - report.training().logLoss()) > 9e-5);
    }
    Golden weights = Golden.read(model + "_weights.csv");
    Golden bias = Golden.read(model + "_bias.csv");
    assertNear(weights.matrix("end"), result.model().weights());
    assertNear(bias.floats("end"), result.model().bias());
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @DisplayName("every device trains the twin's model, with the twin's figures")
  void everyDeviceFollowsTheTwin(OpenClDevice device) {
    int epochs = Devices.isSlow(device) ? 1 : EPOCHS;
    try (OpenClBackend backend = Devices.open(device)) {
      for (String[] kind :
          List.of(
              new String[] {"article_binary", "yBinary"},
              new String[] {"article_classes", "yClass"})) {
        TrainingResult twin = train(new TwinBackend(), kind[0], kind[1], epochs);
        TrainingResult result = train(backend, kind[0], kind[1], epochs);
        assertEquals(twin.model().modelSha256(), result.model().modelSha256(), kind[0]);
        for (int i = 0; i < epochs; ++i) {
          assertEquals(twin.epochs().get(i).training(), result.epochs().get(i).training());
        }
      }
    }
  }

  private static TrainingResult train(Backend backend, String model, String target, int epochs) {
    Golden data = Golden.read("article_data.csv");
    Golden weights = Golden.read(model + "_weights.csv");
    Golden bias = Golden.read(model + "_bias.csv");
    Golden orders = Golden.read("article_orders.csv");
    int classes = Math.max(2, weights.width("start"));
    Dataset rows = Tables.of(data.matrix("x"), data.width("x"), classes, data.ints(target), null);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEpochs(epochs)
            .withBatchSize(BATCH)
            .withLearningRate(0.1)
            .withStart(weights.matrix("start"), bias.floats("start"))
            .withBatchOrder((epoch, count) -> orders.ints("epoch" + epoch));
    return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static void assertNear(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; ++i) {
      assertEquals(expected[i], actual[i], PARAMETER_TOLERANCE, "parameter " + i);
    }
  }
}
