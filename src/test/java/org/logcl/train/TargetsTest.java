package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;
import org.logcl.opencl.OpenClDevice;
import org.logcl.solve.Stopping;
import org.logcl.testing.Devices;
import org.logcl.testing.SoftTables;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;

class TargetsTest {
  private static final TrainingOptions SGD = TrainingOptions.defaults().withEpochs(3);
  private static final TrainingOptions OPTIMUM =
      TrainingOptions.defaults().withOptimizer(Optimizer.LBFGS).withL2(0.01);

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return train(new TwinBackend(), rows, options);
  }

  private static TrainingResult train(Backend backend, Dataset rows, TrainingOptions options) {
    return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 40})
  @DisplayName("one-hot rows give the bits of their class indices")
  void oneHotIsItsIndex(int classes) {
    Dataset rows = Tables.make(200, 5, classes, 1);
    for (TrainingOptions options : List.of(SGD, OPTIMUM)) {
      assertEquals(
          train(rows, options).model().modelSha256(),
          train(SoftTables.oneHot(rows), options).model().modelSha256());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @DisplayName("class weights count in one-hot rows as in class indices")
  void oneHotRowsHaveClassWeights(int classes) {
    Dataset rows = Tables.make(200, 5, classes, 1);
    for (ClassWeights weights :
        List.of(ClassWeights.balanced(), ClassWeights.of(Map.of("0", 0.5, "1", 3.0)))) {
      TrainingOptions options = SGD.withClassWeights(weights);
      assertEquals(
          train(rows, options).model().modelSha256(),
          train(SoftTables.oneHot(rows), options).model().modelSha256());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @DisplayName("a distribution is a row of each class, by its share and class weight")
  void distributionIsRowsOfEachClass(int classes) {
    Dataset soft = SoftTables.soft(Tables.make(120, 4, classes, 2), 3);
    TrainingOptions options = OPTIMUM.withClassWeights(ClassWeights.of(Map.of("0", 0.5, "1", 3.0)));
    TrainingResult one = train(soft, options);
    TrainingResult many = train(SoftTables.spread(soft), options);
    assertEquals(many.objective(), one.objective(), 2e-6 * many.objective());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 70})
  @DisplayName("label smoothing is the smoothed distribution")
  void smoothingIsTheSmoothedDistribution(int classes) {
    Dataset rows = Tables.make(150, 4, classes, 4);
    LossSettings smooth = LossSettings.DEFAULT.withLabelSmoothing(0.2);
    TrainingResult smoothed = train(rows, OPTIMUM.withLoss(smooth));
    TrainingResult given = train(SoftTables.smoothed(rows, 0.2), OPTIMUM);
    assertEquals(given.objective(), smoothed.objective(), 2e-6 * given.objective());
    // Smoothed targets, smoothed once more, leave (1 - e)^2 to the class.
    TrainingResult twice = train(SoftTables.smoothed(rows, 0.2), OPTIMUM.withLoss(smooth));
    TrainingResult more = train(SoftTables.smoothed(rows, 1 - 0.8 * 0.8), OPTIMUM);
    assertEquals(more.objective(), twice.objective(), 2e-6 * more.objective());
  }

  @Test
  @DisplayName("the loss reported is the textbook's at the model's parameters")
  void lossIsTheTextbooks() {
    for (int classes : new int[] {2, 3, 20}) {
      Dataset hard = Tables.make(130, 4, classes, 5);
      for (Dataset rows : List.of(hard, SoftTables.soft(hard, 6))) {
        for (double e : new double[] {0, 0.1}) {
          LossSettings loss = LossSettings.DEFAULT.withLabelSmoothing(e);
          TrainingResult result = train(rows, SGD.withLoss(loss));
          double expected = SoftTables.loss(result.model(), rows, e);
          // Logits of 4 products and losses of some 10 roundings each, in float32.
          assertEquals(expected, result.training().logLoss(), 1e-6 * Math.max(1, expected));
        }
      }
    }
    Dataset labels = SoftTables.labels(130, 4, 3, 7);
    TrainingResult result = train(labels, SGD);
    double expected = SoftTables.loss(result.model(), labels, 0);
    assertEquals(expected, result.training().logLoss(), 1e-6 * Math.max(1, expected));
  }

  @ParameterizedTest
  @EnumSource(
      value = Optimizer.class,
      names = {"LBFGS", "NEWTON"})
  @DisplayName("labels that go together are a problem each")
  void labelsAreProblemsOfTheirOwn(Optimizer optimizer) {
    Dataset rows = SoftTables.labels(160, 5, 3, 8);
    TrainingOptions options = OPTIMUM.withOptimizer(optimizer);
    TrainingResult together = train(rows, options);
    assertEquals(Head.MULTILABEL, together.model().head());
    double sum = 0;
    for (int c = 0; c < 3; ++c) {
      sum += train(SoftTables.column(rows, c), options).objective();
    }
    assertEquals(sum, together.objective(), 2e-6 * sum);
  }

  /**
   * A label of positive weight q is the sigmoid head with {@code ClassWeights.positive(q)} by
   * itself, at the same ratio of loss to penalty: its mean there is by S_c = S + (q - 1) P_c.
   */
  @ParameterizedTest
  @EnumSource(
      value = Optimizer.class,
      names = {"LBFGS", "NEWTON"})
  @DisplayName("a label's positive weight is that of the sigmoid head")
  void positiveWeightsAreThoseOfTheSigmoidHead(Optimizer optimizer) {
    Dataset rows = SoftTables.labels(160, 5, 3, 8).withWeights(weights(160));
    double[] q = {4, 1, 0.2};
    TrainingOptions options = OPTIMUM.withOptimizer(optimizer);
    TrainingResult together =
        train(rows, options.withClassWeights(ClassWeights.of(Map.of("0", q[0], "2", q[2]))));
    assertEquals("4.0,1.0,0.2", together.model().metadata().get("classWeights"));
    double sum = 0;
    double all = WeightedRows.of(rows, ClassWeights.none()).sum();
    for (int c = 0; c < 3; ++c) {
      Dataset alone = SoftTables.column(rows, c);
      ClassWeights positive = ClassWeights.positive(q[c]);
      double share = WeightedRows.of(alone, positive).sum() / all;
      TrainingOptions same = options.withClassWeights(positive).withL2(options.l2() / share);
      LinearModel model = train(alone, same).model();
      sum += share * train(alone, same).objective();
      for (int d = 0; d < 5; ++d) {
        // The optimum's curvature is at least l2: gradients of 1e-6 leave parameters within 1e-4.
        assertEquals(model.weights()[d], together.model().weights()[d * 3 + c], 2e-4);
      }
    }
    assertEquals(sum, together.objective(), 2e-6 * sum);
  }

  @Test
  void aPositiveWeightOf1IsNone() {
    Dataset rows = SoftTables.labels(90, 4, 3, 8);
    for (TrainingOptions options : List.of(SGD, OPTIMUM, OPTIMUM.withOptimizer(Optimizer.NEWTON))) {
      TrainingOptions one = options.withClassWeights(ClassWeights.positive(1));
      assertEquals(
          train(rows, options).model().modelSha256(), train(rows, one).model().modelSha256());
    }
  }

  /** Sums of weights of the two sides, and the labels that all or no rows have. */
  @Test
  void balancedLabelsHaveSidesThatCountAlike() {
    Dataset rows = SoftTables.labels(160, 5, 3, 8).withWeights(weights(160));
    double[] q = ClassWeights.balanced().of(rows);
    double[] positive = rows.weightByLabel(rows.weights());
    double all = WeightedRows.of(rows, ClassWeights.none()).sum();
    for (int c = 0; c < 3; ++c) {
      assertEquals(all - positive[c], q[c] * positive[c], 1e-12 * all);
    }
    float[] values = {1, 0, 0, 1, 0, 0, 1, 0, 1};
    Dataset sides =
        Dataset.ofLabels(
            new float[3], 3, 1, List.of("x"), rows.labels(), values, new float[] {1, 2, 1});
    assertArrayEquals(new double[] {1, 1, 3}, ClassWeights.balanced().of(sides));
    TrainingResult result = train(rows, SGD.withClassWeights(ClassWeights.balanced()));
    assertEquals("balanced", result.model().metadata().get("classWeights"));
  }

  /** Rows held out are scored by their own weights. */
  @Test
  void positiveWeightsAreNoMatterOfValidation() {
    Dataset rows = SoftTables.labels(90, 4, 3, 9);
    TrainingOptions options = SGD.withClassWeights(ClassWeights.positive(5));
    TrainingResult result =
        Trainer.train(new TwinBackend(), rows, Optional.of(rows), options, TrainingListener.NONE);
    double expected = SoftTables.loss(result.model(), rows, 0);
    assertEquals(expected, result.validation().orElseThrow().logLoss(), 1e-6);
    float[] q = {5, 5, 5};
    double weighted = SoftTables.loss(result.model(), rows, 0, q);
    assertEquals(
        weighted,
        train(rows, SGD.withClassWeights(ClassWeights.positive(5))).training().logLoss(),
        1e-6 * weighted);
    assertTrue(weighted > 1.2 * expected);
  }

  @Test
  void labelsAreCountedRightTogether() {
    Dataset rows = SoftTables.labels(160, 5, 3, 8);
    LinearModel model = train(rows, OPTIMUM).model();
    int right = 0;
    for (int row = 0; row < rows.rows(); ++row) {
      float[] x = new float[5];
      System.arraycopy(rows.features(), row * 5, x, 0, 5);
      List<String> predicted = model.predictLabels(x);
      int from = row * 3;
      List<String> wanted =
          IntStream.range(0, 3)
              .filter(c -> rows.targetValues()[from + c] >= 0.5f)
              .mapToObj(rows.labels()::name)
              .toList();
      right += predicted.equals(wanted) ? 1 : 0;
    }
    assertEquals(right, train(rows, OPTIMUM).training().correct());
    assertTrue(right > 40, "the labels can be learned");
  }

  @Test
  @DisplayName("soft targets that are all led right are no reason to call rows separable")
  void softTargetsAreNotSeparable() {
    Dataset hard = Tables.of(new float[] {-1, 1, -2, 2}, 1, 2, new int[] {0, 1, 0, 1}, null);
    TrainingOptions free = OPTIMUM.withL2(0);
    assertEquals(Status.SEPARABLE, train(hard, free).status());
    assertNotEquals(
        Status.SEPARABLE,
        train(hard, free.withLoss(LossSettings.DEFAULT.withLabelSmoothing(0.1))).status());
    assertNotEquals(Status.SEPARABLE, train(SoftTables.smoothed(hard, 0.1), free).status());
  }

  @Test
  void validationIsScoredWithoutSmoothing() {
    Dataset rows = Tables.make(90, 4, 3, 9);
    TrainingOptions smooth = SGD.withLoss(LossSettings.DEFAULT.withLabelSmoothing(0.3));
    TrainingResult result =
        Trainer.train(new TwinBackend(), rows, Optional.of(rows), smooth, TrainingListener.NONE);
    double expected = SoftTables.loss(result.model(), rows, 0);
    assertEquals(expected, result.validation().orElseThrow().logLoss(), 1e-6);
    assertTrue(result.training().logLoss() > expected);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    Dataset labels = SoftTables.labels(20, 2, 3, 1);
    Dataset classes = Tables.make(20, 2, 3, 1);
    refused("labels that go together", labels, SGD.withHead(Head.SOFTMAX));
    refused(
        "There is a weight for the class \"warm\"",
        labels,
        SGD.withClassWeights(ClassWeights.of(Map.of("warm", 2.0))));
    refused("a column for each label", classes, SGD.withHead(Head.MULTILABEL));
    refused("a column for each label", SoftTables.oneHot(classes), SGD.withHead(Head.MULTILABEL));
    refused("the data have 3", SoftTables.oneHot(classes), SGD.withHead(Head.SIGMOID));
    for (double e : new double[] {-0.1, 1, Double.NaN}) {
      InputException refusal =
          assertThrows(InputException.class, () -> LossSettings.DEFAULT.withLabelSmoothing(e));
      assertTrue(refusal.getMessage().contains("from 0 to under 1"), refusal.getMessage());
    }
  }

  private static void refused(String why, Dataset rows, TrainingOptions options) {
    InputException refusal = assertThrows(InputException.class, () -> train(rows, options));
    assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @DisplayName("the twin's model, bit for bit, whatever the targets")
  void givesTheTwinsBits(OpenClDevice device) {
    boolean slow = Devices.isSlow(device);
    int count = slow ? 40 : 700;
    LossSettings smooth = LossSettings.DEFAULT.withLabelSmoothing(0.1);
    try (OpenClBackend backend = Devices.open(device)) {
      for (int classes : slow ? new int[] {2, 3} : new int[] {2, 3, 40}) {
        Dataset hard = Tables.weighted(Tables.make(count, 5, classes, 1), weights(count));
        same(backend, hard, smooth);
        same(backend, SoftTables.soft(hard, 2), LossSettings.DEFAULT);
        same(backend, SoftTables.soft(hard, 2), smooth);
        Dataset labels = SoftTables.labels(count, 5, classes, 3);
        same(backend, labels, smooth);
        same(backend, labels, LossSettings.DEFAULT.withClassWeights(ClassWeights.balanced()));
      }
    }
  }

  private static void same(Backend backend, Dataset rows, LossSettings loss) {
    TrainingOptions few = OPTIMUM.withStopping(new Stopping(1e-6, 1e-9, 4, 1e9));
    TrainingOptions newton = few.withOptimizer(Optimizer.NEWTON);
    for (TrainingOptions options : List.of(SGD.withMomentum(0.9), few, newton)) {
      TrainingResult twin = train(rows, options.withLoss(loss));
      TrainingResult result = train(backend, rows, options.withLoss(loss));
      assertEquals(twin.model().modelSha256(), result.model().modelSha256());
      assertEquals(twin.training(), result.training());
    }
  }

  private static float[] weights(int rows) {
    SplitMix random = new SplitMix(3);
    float[] weights = new float[rows];
    for (int i = 0; i < rows; ++i) {
      weights[i] = 0.25f + random.nextFloat();
    }
    return weights;
  }
}
