package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.Device;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.SoftTables;
import org.logcl.train.ClassWeights;
import org.logcl.train.LossSettings;
import org.logcl.train.TrainingOptions;

class GradientCheckTest {
  private static final Dataset CANCER =
      CsvReader.read(Path.of("examples/breast_cancer.csv"), CsvOptions.ofTarget("diagnosis"));

  @ParameterizedTest
  @ValueSource(strings = {"SIGMOID", "SOFTMAX"})
  void aTrainedModelsGradientIsThatOfDifferences(Head head) {
    TrainingOptions options =
        TrainingOptions.defaults().withStandardize(true).withEpochs(3).withHead(head);
    try (Device device = Device.open("reference")) {
      LinearModel model = device.train(CANCER, options).model();
      GradientCheck check = device.checkGradient(model, CANCER, 0.01);
      assertTrue(check.passed(), check.toString());
      assertEquals(31 * head.logits(2), check.parameters());
      assertEquals(check.parameters(), check.checked());
      assertTrue(check.worstAbsolute() < 1e-6, check.toString());
    }
  }

  /** Worked by hand: one feature, rows x = 1 and 2 of weights 1 and 3, parameters 0. */
  @Test
  void differencesAreTheDerivative() {
    Dataset rows = weighted(new float[] {1, 2}, new float[] {1, 3});
    FiniteDifferences.Result found =
        Gradients.of(model(0.5f, 0), rows, 0.2, LossSettings.DEFAULT).expected();
    double first = 1 / (1 + Math.exp(-0.5));
    double second = 1 / (1 + Math.exp(-1.0)) - 1;
    assertEquals((first + 3 * 2 * second) / 4 + 0.2 * 0.5, found.gradient()[0], 1e-9);
    assertEquals((first + 3 * second) / 4, found.gradient()[1], 1e-9);
    assertTrue(found.allowance()[0] < 2e-6, "allowance " + found.allowance()[0]);
  }

  /** Worked by hand: at parameters of 0 a residual is p - t, and x is 2. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1})
  void differencesAreThoseOfTheTargets(double smoothing) {
    Labels labels = Labels.of(List.of("a", "b", "c"));
    float[] x = {2};
    float[] y = {0.25f, 0.5f, 0.25f};
    float[] any = {1, 0.75f, 0};
    Dataset hard = Dataset.of(x, 1, 1, List.of("x"), labels, new int[] {1}, null);
    Dataset soft = Dataset.ofDistributions(x, 1, 1, List.of("x"), labels, y, null);
    Dataset together = Dataset.ofLabels(x, 1, 1, List.of("x"), labels, any, null);
    requireAtZero(Head.SOFTMAX, hard, smoothing, new double[] {0, 1, 0}, 1 / 3.0);
    requireAtZero(Head.SOFTMAX, soft, smoothing, new double[] {0.25, 0.5, 0.25}, 1 / 3.0);
    requireAtZero(Head.MULTILABEL, together, smoothing, new double[] {1, 0.75, 0}, 0.5);
    Labels two = Labels.of(List.of("no", "yes"));
    float[] pair = {0.25f, 0.75f};
    Dataset binary = Dataset.ofDistributions(x, 1, 1, List.of("x"), two, pair, null);
    requireAtZero(Head.SIGMOID, binary, smoothing, new double[] {0.75}, 0.5);
  }

  /**
   * @param even what each target would be with a smoothing of 1, and what each probability is
   */
  private static void requireAtZero(
      Head head, Dataset rows, double smoothing, double[] targets, double even) {
    int logits = targets.length;
    LinearModel zeros =
        LinearModel.of(
            head,
            rows.labels(),
            List.of("x"),
            new float[logits],
            new float[logits],
            Preparation.none());
    LossSettings loss = LossSettings.DEFAULT.withLabelSmoothing(smoothing);
    Gradients gradients = Gradients.of(zeros, rows, 0, loss);
    for (int c = 0; c < logits; ++c) {
      double residual = even - ((1 - smoothing) * targets[c] + smoothing * even);
      assertEquals(2 * residual, gradients.expected().gradient()[c], 1e-9);
      assertEquals(residual, gradients.expected().gradient()[logits + c], 1e-9);
      assertTrue(gradients.expected().allowance()[c] < 3e-6);
    }
    TwinBackend twin = new TwinBackend();
    assertTrue(GradientCheck.run(twin, zeros, rows, 0, loss).passed());
    Gradients other = Gradients.of(zeros, rows, 0, loss.withLabelSmoothing(smoothing + 0.01));
    assertFalse(gradients.compare(other.reported(twin), zeros).passed(), "another smoothing");
  }

  /** Worked by hand: at parameters of 0 a residual is (1 - y) / 2 - q y / 2, and x is 2. */
  @Test
  void differencesAreThoseOfPositiveWeights() {
    Labels labels = Labels.of(List.of("a", "b", "c"));
    Dataset rows =
        Dataset.ofLabels(
            new float[] {2}, 1, 1, List.of("x"), labels, new float[] {1, 0.75f, 0}, null);
    LinearModel zeros =
        LinearModel.of(
            Head.MULTILABEL, labels, List.of("x"), new float[3], new float[3], Preparation.none());
    LossSettings loss =
        LossSettings.DEFAULT.withClassWeights(
            ClassWeights.of(Map.of("a", 5.0, "b", 0.5, "c", 9.0)));
    Gradients gradients = Gradients.of(zeros, rows, 0, loss);
    double[] residuals = {-2.5, 0.125 - 0.1875, 0.5};
    for (int c = 0; c < 3; ++c) {
      assertEquals(2 * residuals[c], gradients.expected().gradient()[c], 1e-9);
      assertEquals(residuals[c], gradients.expected().gradient()[3 + c], 1e-9);
    }
    assertTrue(gradients.expected().allowance()[1] < 3e-6);
    TwinBackend twin = new TwinBackend();
    assertTrue(GradientCheck.run(twin, zeros, rows, 0, loss).passed());
    double[] without = Gradients.of(zeros, rows, 0, LossSettings.DEFAULT).reported(twin);
    assertEquals(4, gradients.compare(without, zeros).outside());
  }

  @Test
  void aLabelIsCalledSo() {
    Dataset rows = SoftTables.labels(20, 2, 3, 1);
    LinearModel model =
        LinearModel.of(
            Head.MULTILABEL,
            rows.labels(),
            rows.featureNames(),
            new float[6],
            new float[3],
            Preparation.none());
    Gradients gradients = Gradients.of(model, rows, 0, LossSettings.DEFAULT);
    double[] wrong = gradients.reported(new TwinBackend());
    wrong[7] += 1;
    assertEquals("intercept for label \"1\"", gradients.compare(wrong, model).parameter());
  }

  /** Each is what a slip in code that computes gradients gives. */
  @Test
  void aWrongGradientIsFound() {
    Dataset rows = weighted(new float[] {1, 2, -3}, new float[] {1, 3, 0.5f});
    LinearModel model = model(0.5f, 0.25f);
    Gradients gradients = Gradients.of(model, rows, 0.2, LossSettings.DEFAULT);
    double[] right = gradients.reported(new TwinBackend());
    assertTrue(gradients.compare(right, model).passed());
    double[][] wrong = {
      {-right[0], right[1]}, // the sign
      {right[0] - 0.2 * 0.5, right[1]}, // no penalty
      {right[0], right[1] + 0.2 * 0.25}, // a penalty on the intercept
      {right[0], 0}, // no intercept
      {right[0] * 4.5 / 3, right[1] * 4.5 / 3}, // mean over rows for the mean by weight
      {right[0] * (1 + 1e-4), right[1]},
      {Double.NaN, right[1]},
    };
    for (double[] gradient : wrong) {
      GradientCheck check = gradients.compare(gradient, model);
      assertFalse(check.passed(), check.toString());
      assertTrue(check.toString().startsWith("gradient WRONG"), check.toString());
    }
    GradientCheck intercept = gradients.compare(wrong[3], model);
    assertEquals("intercept", intercept.parameter());
    assertEquals(1, intercept.index());
    assertEquals(1, intercept.outside());
    GradientCheck weight = gradients.compare(wrong[6], model);
    assertEquals("weight of feature \"x\"", weight.parameter());
  }

  @Test
  void weightsThatTrainingFlushesAreAllowedFor() {
    Dataset rows = weighted(new float[] {1, 2, 3}, new float[] {1e20f, 1e20f, 1e7f});
    GradientCheck check =
        GradientCheck.run(new TwinBackend(), model(0.5f, 0.25f), rows, 0, LossSettings.DEFAULT);
    assertTrue(check.passed(), check.toString());
  }

  @Test
  void aZeroColumnIsChecked() {
    Dataset rows = weighted(new float[] {0, 0, 0}, new float[] {1, 1, 1});
    GradientCheck check =
        GradientCheck.run(new TwinBackend(), model(0.5f, 0.25f), rows, 0, LossSettings.DEFAULT);
    assertTrue(check.passed(), check.toString());
    assertEquals(2, check.checked());
  }

  @Test
  void largeDataTakeARandomChoiceOfParameters() {
    Shape shape = new Shape(100, 40);
    int[] chosen = FiniteDifferences.chosen(shape, 10_000);
    assertEquals((1 << 25) / (2 * 10_000 * 40), chosen.length);
    assertEquals(101 * 40 - 1, chosen[chosen.length - 1]);
    assertTrue(Arrays.stream(chosen).map(i -> i % 40).distinct().count() > 10);
    assertEquals(3, FiniteDifferences.chosen(shape, 10_000_000).length);
    assertEquals(101 * 40, FiniteDifferences.chosen(shape, 10).length);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Dataset rows = weighted(new float[] {1, 2}, new float[] {1, 3});
    LinearModel model = model(0.5f, 0);
    TwinBackend twin = new TwinBackend();
    assertThrows(
        InputException.class,
        () -> GradientCheck.run(twin, model, CANCER, 0, LossSettings.DEFAULT));
    assertThrows(
        InputException.class, () -> GradientCheck.run(twin, model, rows, -1, LossSettings.DEFAULT));
    assertThrows(
        InputException.class,
        () -> GradientCheck.run(twin, model, rows, Double.NaN, LossSettings.DEFAULT));
    Dataset labels =
        Dataset.ofLabels(
            new float[] {1}, 1, 1, List.of("x"), rows.labels(), new float[] {1, 1}, null);
    InputException heads =
        assertThrows(
            InputException.class,
            () -> GradientCheck.run(twin, model, labels, 0, LossSettings.DEFAULT));
    assertTrue(heads.getMessage().contains("Use the multilabel head"), heads.getMessage());
    Dataset unlabelled = Dataset.unlabelled(new float[] {1}, 1, 1, List.of("x"));
    assertThrows(
        InputException.class,
        () -> GradientCheck.run(twin, model, unlabelled, 0, LossSettings.DEFAULT));
  }

  @Tag("device")
  @Tag("tiny")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void everyDevicePassesTheStage(OpenClDevice device) {
    Options options = Devices.isSlow(device) ? Options.small() : Options.standard();
    try (Backend backend = Devices.open(device)) {
      Report report = Verifier.run(backend, GradientStage.generated(options), new Listener() {});
      assertEquals(1, report.stages().size());
      assertTrue(report.passed(), report.toString());
      assertTrue(report.stages().get(0).values() >= 2 * (4 + 4 + 8) + 6 * 15);
    }
  }

  private static Dataset weighted(float[] x, float[] weights) {
    int[] classes = new int[x.length];
    for (int i = 0; i < classes.length; ++i) {
      classes[i] = i % 2;
    }
    Labels labels = Labels.of(List.of("no", "yes"));
    return Dataset.of(x, x.length, 1, List.of("x"), labels, classes, weights);
  }

  private static LinearModel model(float weight, float bias) {
    return LinearModel.of(
        Head.SIGMOID,
        Labels.of(List.of("no", "yes")),
        List.of("x"),
        new float[] {weight},
        new float[] {bias},
        Preparation.none());
  }
}
