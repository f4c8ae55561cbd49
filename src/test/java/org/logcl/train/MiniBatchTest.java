package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.solve.Stopping;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;

/** The mini-batch optimizers: the same bits everywhere, and what their settings do. */
class MiniBatchTest {
  private static final Dataset TWO = Tables.make(97, 5, 2, 11);
  private static final Dataset THREE = Tables.make(97, 5, 3, 12);
  private static final Dataset MANY = Tables.make(97, 3, 35, 13);

  private record Case(String name, TrainingOptions options) {}

  private static TrainingOptions with(Optimizer optimizer, double rate) {
    TrainingOptions options = TrainingOptions.defaults().withOptimizer(optimizer).withL2(0.01);
    return options.withEpochs(3).withBatchSize(16).withLearningRate(rate);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Optimizer optimizer : Optimizer.values()) {
      if (!optimizer.isFullBatch()) {
        cases.add(new Case(optimizer.label(), with(optimizer, 0.05)));
      }
    }
    TrainingOptions sgd = with(Optimizer.SGD, 0.1).withMomentum(0.9);
    cases.add(new Case("nesterov", sgd.withSgd(sgd.sgd().withMomentum(0.9, true))));
    cases.add(new Case("clipped", sgd.withSgd(sgd.sgd().withClipNorm(0.01))));
    cases.add(new Case("averaged", sgd.withSgd(sgd.sgd().withAverageFrom(2))));
    cases.add(
        new Case("schedule", sgd.withSgd(sgd.sgd().withSchedule(Schedule.of("cosine:0.1", 2)))));
    TrainingOptions all = with(Optimizer.ADAMW, 0.05).withBatchSize(0);
    cases.add(
        new Case("all rows at once, clipped adamw", all.withSgd(all.sgd().withClipNorm(0.125))));
    return cases;
  }

  private static TrainingResult train(Backend backend, Dataset rows, TrainingOptions options) {
    return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return train(new TwinBackend(), rows, options);
  }

  @Tag("device")
  @EveryBackend
  @DisplayName("each optimizer and setting, each head: the device's model is the twin's")
  void givesTheTwinsBits(Backend backend) {
    for (Case example : cases()) {
      for (Dataset rows : Devices.isSlow(backend) ? List.of(TWO) : List.of(TWO, THREE, MANY)) {
        TrainingResult twin = train(rows, example.options());
        TrainingResult device = train(backend, rows, example.options());
        String name = example.name() + ", " + rows.labels().count() + " classes";
        assertEquals(twin.model().modelSha256(), device.model().modelSha256(), name);
        assertEquals(twin.training(), device.training(), name);
      }
    }
  }

  @Test
  @DisplayName("every setting has an effect, and every case learns")
  void settingsMatter() {
    List<String> hashes = new ArrayList<>();
    for (Case example : cases()) {
      TrainingResult result = train(THREE, example.options());
      assertTrue(result.training().logLoss() < Math.log(3), example.name());
      assertTrue(!hashes.contains(result.model().modelSha256()), example.name());
      hashes.add(result.model().modelSha256());
    }
  }

  @Test
  @DisplayName("the average is that of the parameters after each epoch from the given one on")
  void averages() {
    TrainingOptions options = with(Optimizer.SGD, 0.5);
    double[] sum = new double[5];
    for (int epochs = 2; epochs <= 3; ++epochs) {
      float[] weights = train(TWO, options.withEpochs(epochs)).model().weights();
      for (int i = 0; i < sum.length; ++i) {
        sum[i] += weights[i];
      }
    }
    float[] expected = new float[sum.length];
    for (int i = 0; i < sum.length; ++i) {
      expected[i] = (float) (sum[i] / 2);
    }
    TrainingOptions averaged = options.withSgd(options.sgd().withAverageFrom(2));
    assertArrayEquals(expected, train(TWO, averaged).model().weights());
  }

  @Test
  @DisplayName(
      "patience ends training, with the model of the best epoch; without validation rows it is refused")
  void stopsEarly() {
    Dataset held = Tables.make(31, 5, 2, 99);
    TrainingOptions options = with(Optimizer.SGD, 2).withL2(0).withEpochs(50);
    TrainingOptions patient = options.withPatience(3);
    TrainingResult result =
        Trainer.train(new TwinBackend(), TWO, Optional.of(held), patient, TrainingListener.NONE);
    assertEquals(TrainingResult.Status.STOPPED_EARLY, result.status());
    int best = result.bestEpoch();
    assertEquals(best + 3, result.epochs().size());
    assertEquals(result.epochs().get(best - 1).validation(), result.validation());
    assertArrayEquals(
        train(TWO, options.withEpochs(best)).model().weights(), result.model().weights());
    assertThrows(InputException.class, () -> train(TWO, patient));
    TrainingOptions averaged = patient.withSgd(patient.sgd().withAverageFrom(2));
    InputException e = assertThrows(InputException.class, () -> train(TWO, averaged));
    assertTrue(e.getMessage().contains("one model cannot be both"), e.getMessage());
  }

  @Test
  @DisplayName("the clock ends training after an epoch, and so many epochs give the same model")
  void stopsByTheClock() {
    TrainingOptions options = with(Optimizer.ADAM, 0.1).withEpochs(50);
    TrainingOptions hurried = options.withStopping(Stopping.DEFAULT.withMaxSeconds(1e-9));
    TrainingResult result = train(TWO, hurried);
    assertEquals(TrainingResult.Status.TIME_LIMIT, result.status());
    assertEquals(1, result.epochs().size());
    TrainingResult one = train(TWO, options.withEpochs(1));
    assertEquals(one.model().modelSha256(), result.model().modelSha256());
    assertEquals(one.training(), result.training());
    InputException e = assertThrows(InputException.class, () -> Recipe.of(result.model()));
    assertTrue(e.getMessage().contains("training for 1 epochs gives the same"), e.getMessage());
  }

  @Test
  @DisplayName("a norm that no gradient reaches changes nothing")
  void aLooseClipIsNone() {
    TrainingOptions options = with(Optimizer.ADAGRAD, 0.1);
    TrainingOptions loose = options.withSgd(options.sgd().withClipNorm(1e6));
    TrainingOptions tight = options.withSgd(options.sgd().withClipNorm(0.01));
    float[] free = train(TWO, options).model().weights();
    assertArrayEquals(free, train(TWO, loose).model().weights());
    assertNotEquals(free[0], train(TWO, tight).model().weights()[0]);
  }

  @Test
  @DisplayName("courses of the rate")
  void schedules() {
    double[] steps = new double[4];
    double[] cosine = new double[4];
    for (int epoch = 1; epoch <= 4; ++epoch) {
      steps[epoch - 1] = Schedule.of("step:2:0.5", 0).rate(8, epoch, 4);
      cosine[epoch - 1] = Schedule.of("cosine:0.5", 0).rate(8, epoch, 4);
    }
    assertArrayEquals(new double[] {8, 8, 4, 4}, steps);
    assertArrayEquals(
        new double[] {8, 4 + 2 + Math.sqrt(2), 6, 4 + 2 - Math.sqrt(2)}, cosine, 1e-14);
    assertEquals(8 / 1.5, Schedule.of("inverse:0.25", 0).rate(8, 3, 4));
    assertEquals(2, Schedule.of("constant", 4).rate(8, 1, 9));
    assertEquals(8, Schedule.of("constant", 4).rate(8, 4, 9));
    for (String text : List.of("constant", "step:10:0.5", "cosine:0.01", "inverse:0.1")) {
      assertEquals(text, Schedule.of(text, 3).toString());
    }
  }

  @Test
  @DisplayName("what is not allowed says what is")
  void refuses() {
    SgdSettings good = SgdSettings.DEFAULT;
    List<Runnable> wrong =
        List.of(
            () -> Schedule.of("step:10", 0),
            () -> Schedule.of("step:ten:0.5", 0),
            () -> Schedule.of("step:0:0.5", 0),
            () -> Schedule.of("cosine:2", 0),
            () -> Schedule.of("inverse:-1", 0),
            () -> Schedule.of("constant", -1),
            () -> good.withMomentum(0, true),
            () -> good.withClipNorm(-1),
            () -> good.withClipNorm(Double.NaN),
            () -> good.withAverageFrom(11),
            () -> new Adaptive(1 - 1e-9, 0.9, 1e-8, 0),
            () -> new Adaptive(0.9, -0.1, 1e-8, 0),
            () -> new Adaptive(0.9, 0.9, 0, 0),
            () -> new Adaptive(0.9, 0.9, 1e-8, 2));
    for (Runnable each : wrong) {
      InputException e = assertThrows(InputException.class, each::run);
      assertTrue(e.getMessage().contains("must be ") || e.getMessage().contains("there are: "));
    }
  }
}
