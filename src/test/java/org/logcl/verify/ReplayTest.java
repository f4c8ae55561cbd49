package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Split;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Fault;
import org.logcl.kernel.FaultyBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.EveryBackend;
import org.logcl.train.Optimizer;
import org.logcl.train.Schedule;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;

/** Training again what a model says of its training. */
class ReplayTest {
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withEpochs(2).withMomentum(0.5).withL2(0.01).withStandardize(true);

  private static Dataset rows(int classes) {
    SplitMix random = new SplitMix(3);
    float[] x = new float[70 * 3];
    int[] y = new int[70];
    float[] weights = new float[70];
    for (int i = 0; i < x.length; ++i) {
      x[i] = random.nextFloat() - i % 5;
    }
    for (int i = 0; i < y.length; ++i) {
      y[i] = i % classes;
      weights[i] = 1 + i % 3;
    }
    Labels labels = Labels.of(List.of("a", "b", "c").subList(0, classes));
    return Dataset.of(x, 70, 3, List.of("u", "v", "w"), labels, y, weights);
  }

  private static LinearModel train(Dataset rows, TrainingOptions options) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE)
        .model();
  }

  private static Replay replay(Backend backend, LinearModel model, Dataset rows) {
    return Replay.run(backend, model, rows, Optional.empty(), TrainingListener.NONE);
  }

  private static LinearModel with(LinearModel model, String key, String value) {
    Map<String, String> notes = new TreeMap<>(model.metadata());
    notes.put(key, value);
    return model.withMetadata(notes);
  }

  /** Trained on the reference, trained again on each device. */
  @Tag("device")
  @Tag("tiny")
  @EveryBackend
  void everyDeviceReplaysTheReferencesModel(Backend backend) {
    for (int classes : new int[] {2, 3}) {
      Dataset rows = rows(classes);
      LinearModel model = train(rows, OPTIONS);
      Replay replay = replay(backend, model, rows);
      assertTrue(replay.identical(), replay::toString);
      assertTrue(replay.sameData());
      assertEquals(model.modelSha256(), replay.replayedSha256());
      assertEquals(List.of(), replay.findings());
      assertEquals(backend.device(), replay.device());
      assertEquals(70, replay.rows());
      LinearModel optimum = train(rows, OPTIONS.withOptimizer(Optimizer.LBFGS));
      assertTrue(replay(backend, optimum, rows).identical());
    }
  }

  @Test
  void splitsTheRowsAsTrainingDid() {
    Dataset all = rows(3);
    Split split = Split.stratified(all, 0.3, OPTIONS.seed());
    Dataset training = all.subset(split.training());
    LinearModel model = with(train(training, OPTIONS), "validationFraction", "0.3");
    for (Dataset given : List.of(all, training)) {
      Replay replay = replay(new TwinBackend(), model, given);
      assertTrue(replay.identical() && replay.sameData(), replay::toString);
      assertEquals(training.rows(), replay.rows());
    }
    Replay another = replay(new TwinBackend(), with(model, "validationFraction", "0.2"), all);
    assertFalse(another.identical() || another.sameData());
  }

  @Test
  void startsFromTheModelItStartedFrom() {
    Dataset rows = rows(2);
    LinearModel first = train(rows, OPTIONS);
    LinearModel second = train(rows, TrainingOptions.defaults().withEpochs(1).withStart(first));
    TwinBackend twin = new TwinBackend();
    assertTrue(
        Replay.run(twin, second, rows, Optional.of(first), TrainingListener.NONE).identical());
    String alone =
        assertThrows(InputException.class, () -> replay(twin, second, rows)).getMessage();
    assertTrue(alone.contains(first.modelSha256()) && alone.contains("--init"), alone);
    String other =
        assertThrows(
                InputException.class,
                () -> Replay.run(twin, second, rows, Optional.of(second), TrainingListener.NONE))
            .getMessage();
    assertTrue(other.contains("its sha256 is " + first.modelSha256()), other);
    assertThrows(
        InputException.class,
        () -> Replay.run(twin, first, rows, Optional.of(second), TrainingListener.NONE));
  }

  @Test
  void changedDataAreNamed() {
    Dataset rows = rows(2);
    LinearModel model = train(rows, OPTIONS);
    float[] features = rows.features().clone();
    features[17] = Math.nextUp(features[17]);
    Dataset changed =
        Dataset.of(
            features, 70, 3, rows.featureNames(), rows.labels(), rows.targets(), rows.weights());
    Replay replay = replay(new TwinBackend(), model, changed);
    assertFalse(replay.sameData());
    assertFalse(replay.identical());
    assertTrue(
        replay.findings().get(0).startsWith("The rows are not those"), replay.findings()::toString);
    assertTrue(replay.findings().get(0).contains(changed.sha256()));
    assertTrue(replay.findings().get(0).contains(rows.sha256()));
  }

  @ParameterizedTest
  @CsvSource({"learningRate,0.2", "seed,2", "epochs,3", "l2,0.02", "momentum,0"})
  void aChangedOptionGivesAnotherModel(String key, String value) {
    Dataset rows = rows(3);
    Replay replay = replay(new TwinBackend(), with(train(rows, OPTIONS), key, value), rows);
    assertFalse(replay.identical());
    assertTrue(replay.sameData());
    assertEquals(1, replay.findings().size(), replay.findings()::toString);
    String message = replay.findings().get(0);
    assertTrue(
        message.matches(
            "\\d+ of 12 parameters differ; the first is the weight of feature \"u\" for class \"a\":"
                + " \\S+ \\(\\S+\\) instead of \\S+ \\(\\S+\\)\\."),
        message);
  }

  @Test
  void theFirstDifferenceIsTheFirst() {
    Dataset rows = rows(2);
    LinearModel model = train(rows, OPTIONS);
    float[] bias = model.bias();
    bias[0] = Math.nextUp(bias[0]);
    LinearModel altered =
        LinearModel.of(
                model.head(),
                model.labels(),
                model.featureNames(),
                model.weights(),
                bias,
                model.preparation())
            .withMetadata(model.metadata());
    Replay replay = replay(new TwinBackend(), altered, rows);
    assertTrue(
        replay
            .findings()
            .get(0)
            .startsWith("1 of 4 parameters differ; the first is the intercept:"),
        replay.findings()::toString);
  }

  @Test
  void reasonsAreNamed() {
    Dataset rows = rows(3);
    LinearModel model = train(rows, OPTIONS.withSeed(5));
    model = with(model, "seed", "6");
    model = with(model, "logclVersion", "9.9");
    model = with(model, "exact", "false");
    model = with(model, "probeFailures", "FMA differs");
    Replay replay = replay(new TwinBackend(), model, rows);
    List<String> found = replay.findings();
    assertTrue(
        found.contains("The model was trained by LogCL 9.9, this is unpackaged."), found::toString);
    assertTrue(
        found.contains("The model was trained on a device that computes inexactly: FMA differs."),
        found::toString);
  }

  @Test
  void aFaultyDeviceDoesNotReplay() {
    Dataset rows = rows(3);
    LinearModel model = train(rows, OPTIONS);
    assertFalse(
        replay(FaultyBackend.of(new TwinBackend(), Fault.SWAPPED_ORDER), model, rows).identical());
  }

  @Test
  void rowsOfAnotherKindAreRefused() {
    Dataset rows = rows(3);
    LinearModel model = train(rows, OPTIONS);
    List<Dataset> others = new ArrayList<>();
    others.add(rows(2));
    others.add(Dataset.unlabelled(rows.features(), 70, 3, rows.featureNames()));
    others.add(
        Dataset.of(
            rows.features(),
            70,
            3,
            Arrays.asList("u", "w", "v"),
            rows.labels(),
            rows.targets(),
            null));
    for (Dataset other : others) {
      assertThrows(InputException.class, () -> replay(new TwinBackend(), model, other));
    }
  }

  /** Early stopping looks at validation rows: they are a share of those given, or it is refused. */
  @Test
  void earlyStoppingIsReplayedWithItsValidationRows() {
    Dataset all = rows(3);
    Split split = Split.stratified(all, 0.25, 1);
    Dataset training = all.subset(split.training());
    TrainingOptions patient =
        OPTIONS.withEpochs(30).withLearningRate(3).withSeed(1).withPatience(2);
    for (Optimizer optimizer : List.of(Optimizer.SGD, Optimizer.LBFGS)) {
      TrainingOptions options = patient.withOptimizer(optimizer);
      LinearModel model =
          Trainer.train(
                  new TwinBackend(),
                  training,
                  Optional.of(all.subset(split.validation())),
                  options,
                  TrainingListener.NONE)
              .model();
      Map<String, String> notes = new TreeMap<>(model.metadata());
      notes.put("validationFraction", "0.25");
      LinearModel noted = model.withMetadata(notes);
      assertTrue(replay(new TwinBackend(), noted, all).identical());
      assertThrows(InputException.class, () -> replay(new TwinBackend(), noted, training));
      assertThrows(InputException.class, () -> replay(new TwinBackend(), model, training));
    }
  }

  @Test
  void everyMiniBatchOptimizerIsReplayed() {
    Dataset rows = rows(3);
    for (Optimizer optimizer : Optimizer.values()) {
      if (!optimizer.isFullBatch()) {
        TrainingOptions options = OPTIONS.withMomentum(0).withOptimizer(optimizer);
        options =
            options.withSgd(
                options
                    .sgd()
                    .withSchedule(Schedule.of("inverse:0.5", 2))
                    .withClipNorm(0.5)
                    .withAverageFrom(1));
        LinearModel model = train(rows, options);
        assertTrue(replay(new TwinBackend(), model, rows).identical(), optimizer.label());
      }
    }
  }
}
