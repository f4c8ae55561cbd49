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
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.error.InputException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.SoftTables;
import org.logcl.testing.Tables;

/** Training on rows as they come: the bits of one epoch over all of them, and what is refused. */
class IncrementalTrainingTest {
  private static final Dataset TWO = weighted(Tables.make(97, 5, 2, 11));
  private static final Dataset THREE = Tables.make(97, 5, 3, 12);
  private static final Dataset MANY = Tables.make(97, 3, 35, 13);

  private static Dataset weighted(Dataset rows) {
    float[] weights = Tables.onesBut(rows.rows(), 2.5f, 0, 13, 50);
    weights[20] = 0.75f;
    return rows.withWeights(weights);
  }

  private static TrainingOptions with(Optimizer optimizer) {
    return TrainingOptions.defaults()
        .withOptimizer(optimizer)
        .withL2(0.01)
        .withEpochs(1)
        .withBatchSize(8)
        .withLearningRate(0.05);
  }

  private static List<TrainingOptions> all() {
    TrainingOptions momentum = with(Optimizer.SGD).withMomentum(0.9);
    return List.of(
        with(Optimizer.SGD),
        momentum,
        momentum.withSgd(momentum.sgd().withMomentum(0.9, true).withClipNorm(0.1)),
        with(Optimizer.ADAM),
        with(Optimizer.ADAMW),
        with(Optimizer.ADAGRAD));
  }

  private static Dataset part(Dataset rows, int from, int to) {
    return rows.subset(IntStream.range(from, to).toArray());
  }

  private static IncrementalTraining begin(Dataset rows, TrainingOptions options) {
    return new IncrementalTraining(new TwinBackend(), rows.featureNames(), rows.labels(), options);
  }

  private static LinearModel epoch(Dataset rows, TrainingOptions options) {
    BatchOrder asTheyLie = (epoch, count) -> IntStream.range(0, count).toArray();
    return Trainer.train(
            new TwinBackend(),
            rows,
            Optional.empty(),
            options.withBatchOrder(asTheyLie),
            TrainingListener.NONE)
        .model();
  }

  @Tag("device")
  @EveryBackend
  @DisplayName("whole batches one after the other are one epoch over all rows, for every optimizer")
  void isOneEpoch(Backend backend) {
    for (Dataset rows : List.of(TWO, THREE, MANY)) {
      for (TrainingOptions options : all()) {
        LinearModel expected = epoch(rows, options);
        try (IncrementalTraining training =
            new IncrementalTraining(backend, rows.featureNames(), rows.labels(), options)) {
          training.partialFit(part(rows, 0, 8));
          training.partialFit(part(rows, 8, 40));
          training.partialFit(part(rows, 40, 97));
          String name = options.optimizer() + ", " + rows.labels().count() + " classes";
          assertEquals(expected.modelSha256(), training.model().modelSha256(), name);
        }
      }
    }
  }

  @Test
  @DisplayName("a start has its preparation, and class weights count")
  void takesStartAndWeights() {
    LinearModel start = epoch(THREE, with(Optimizer.SGD).withStandardize(true));
    TrainingOptions options =
        with(Optimizer.ADAM).withClassWeights(ClassWeights.of(Map.of("1", 3.0))).withStart(start);
    try (IncrementalTraining training = begin(THREE, options)) {
      assertEquals(start.modelSha256(), training.model().modelSha256());
      training.partialFit(part(THREE, 0, 48));
      training.partialFit(part(THREE, 48, 97));
      assertEquals(epoch(THREE, options).modelSha256(), training.model().modelSha256());
      assertEquals("97", training.model().metadata().get("trainingRows"));
      InputException e = assertThrows(InputException.class, () -> Recipe.of(training.model()));
      assertTrue(e.getMessage().startsWith("The model cannot be replayed"), e.getMessage());
    }
  }

  @Test
  void positiveWeightsOfLabelsCount() {
    Dataset rows = SoftTables.labels(97, 4, 3, 14);
    TrainingOptions options = with(Optimizer.ADAM).withHead(Head.MULTILABEL);
    TrainingOptions weighted = options.withClassWeights(ClassWeights.positive(6));
    try (IncrementalTraining training = begin(rows, weighted)) {
      training.partialFit(part(rows, 0, 48));
      training.partialFit(part(rows, 48, 97));
      assertEquals(epoch(rows, weighted).modelSha256(), training.model().modelSha256());
      assertNotEquals(epoch(rows, options).modelSha256(), training.model().modelSha256());
    }
  }

  @Test
  @DisplayName("classes go by their names; rows that do not fit are refused and change nothing")
  void rowsMustFit() {
    TrainingOptions options = with(Optimizer.ADAM);
    try (IncrementalTraining training = begin(THREE, options)) {
      Dataset first = part(THREE, 0, 32);
      int[] turned = new int[32];
      for (int row = 0; row < 32; ++row) {
        turned[row] = 2 - first.targets()[row];
      }
      training.partialFit(named(first, turned, List.of("2", "1", "0")));
      LinearModel model = training.model();
      assertEquals(epoch(first, options).modelSha256(), model.modelSha256());
      refused(
          "Row 2 has the label \"new\", which this training does not know; its labels are: \"0\", \"1\", \"2\".",
          () -> training.partialFit(named(first, first.targets(), List.of("0", "1", "new"))));
      refused("The rows have other features", () -> training.partialFit(MANY));
      Dataset bare = Dataset.unlabelled(new float[5], 1, 5, THREE.featureNames());
      refused("The rows have no labels", () -> training.partialFit(bare));
      assertArrayEquals(model.weights(), training.model().weights());
    }
  }

  private static Dataset named(Dataset rows, int[] targets, List<String> labels) {
    return Dataset.of(
        rows.features(),
        rows.rows(),
        rows.columns(),
        rows.featureNames(),
        Labels.ofOrdered(labels),
        targets,
        null);
  }

  @Test
  @DisplayName("where the loss is no longer finite, or somebody interrupts, all is as before")
  void goesBack() {
    TrainingOptions wild = with(Optimizer.SGD).withMomentum(0.9).withLearningRate(1e30);
    try (IncrementalTraining training = begin(THREE, wild)) {
      refused("Training diverged in these rows", () -> training.partialFit(THREE));
      assertArrayEquals(new float[15], training.model().weights());
    }
    Dataset longer = Tables.make(3000, 5, 3, 12);
    TrainingOptions options = with(Optimizer.ADAM);
    try (IncrementalTraining training = begin(THREE, options)) {
      Thread.currentThread().interrupt();
      assertThrows(TrainingInterruptedException.class, () -> training.partialFit(longer));
      assertTrue(Thread.interrupted(), "the flag stays set");
      training.partialFit(THREE);
      assertEquals(epoch(THREE, options).modelSha256(), training.model().modelSha256());
    }
  }

  @Test
  @DisplayName("what takes all rows or epochs at once is refused")
  void refusesWhatTakesAll() {
    TrainingOptions options = with(Optimizer.SGD);
    SgdSettings sgd = options.sgd();
    refused("a full-batch optimizer", () -> begin(TWO, with(Optimizer.LBFGS)));
    refused("a batch of all rows", () -> begin(TWO, options.withBatchSize(0)));
    refused(
        "a schedule",
        () -> begin(TWO, options.withSgd(sgd.withSchedule(Schedule.of("inverse:0.5", 0)))));
    refused("an average", () -> begin(TWO, options.withSgd(sgd.withAverageFrom(1))));
    refused("patience", () -> begin(TWO, options.withPatience(1)));
    refused("balanced", () -> begin(TWO, options.withClassWeights(ClassWeights.balanced())));
    refused("standardised features", () -> begin(TWO, options.withStandardize(true)));
    refused("has no L1 penalty", () -> begin(TWO, options.withL1(1)));
    refused("need 5 and 1", () -> begin(TWO, options.withStart(new float[1], new float[1])));
    refused(
        "The model to start from has the features",
        () -> begin(TWO, options.withStart(epoch(MANY, options))));
  }

  private static void refused(String reason, Runnable wrong) {
    String message = assertThrows(InputException.class, wrong::run).getMessage();
    assertTrue(message.contains(reason), message);
  }
}
