package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.testing.PlainSgd;
import org.logcl.testing.PlainSgd.Sums;
import org.logcl.testing.Tables;

/**
 * Training on the twin against the textbook in doubles, and what a run must and must not change.
 */
class TrainerTest {
  private static final double ULP = 0x1p-24;

  private static TrainingOptions options() {
    return TrainingOptions.defaults().withEpochs(3).withSeed(5);
  }

  private record Scenario(String name, Dataset rows, TrainingOptions options) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scenario> scenarios() {
    Dataset two = Tables.make(100, 5, 2, 1);
    Dataset three = Tables.make(100, 5, 3, 2);
    return Stream.of(
        new Scenario("sigmoid, last batch of 4 rows", two, options()),
        new Scenario("softmax, last batch of 4 rows", three, options()),
        new Scenario("softmax head on two classes", two, options().withHead(Head.SOFTMAX)),
        new Scenario("sigmoid, momentum", two, options().withMomentum(0.9)),
        new Scenario("softmax, momentum", three, options().withMomentum(0.5)),
        new Scenario("sigmoid, penalty", two, options().withL2(0.1)),
        new Scenario("softmax, penalty", three, options().withL2(0.3)),
        new Scenario("momentum and penalty", three, options().withMomentum(0.7).withL2(0.05)),
        new Scenario("all rows at once", three, options().withBatchSize(0).withEpochs(20)),
        new Scenario("a batch larger than the data", two, options().withBatchSize(101)),
        new Scenario("a batch as large as the data", two, options().withBatchSize(100)),
        new Scenario("batches of one row", two, options().withBatchSize(1).withEpochs(1)),
        new Scenario("batches of 99 and 1", three, options().withBatchSize(99)),
        new Scenario("one row a class", Tables.make(5, 3, 5, 3), options().withBatchSize(2)),
        new Scenario("two rows, two classes", Tables.make(2, 3, 2, 4), options()),
        new Scenario("one feature, sigmoid", Tables.make(50, 1, 2, 5), options()),
        new Scenario("one feature, softmax", Tables.make(50, 1, 4, 6), options()),
        new Scenario("over 64 features", Tables.make(40, 67, 2, 7), options()),
        new Scenario("three chunks, sigmoid", Tables.make(1030, 3, 2, 8), all()),
        new Scenario("three chunks, softmax", Tables.make(390, 3, 3, 9), all()),
        new Scenario("batches of two chunks", Tables.make(500, 3, 3, 10), batch(200)),
        new Scenario("more classes than a tile", Tables.make(80, 4, 40, 11), options()));
  }

  private static TrainingOptions all() {
    return batch(0);
  }

  private static TrainingOptions batch(int rows) {
    return options().withBatchSize(rows).withLearningRate(0.5);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void followsTheTextbook(Scenario scenario) {
    Dataset rows = scenario.rows();
    TrainingOptions options = scenario.options();
    TrainingResult result = train(rows, options);
    int classes = rows.labels().count();
    Head head = options.head().orElse(classes == 2 ? Head.SIGMOID : Head.SOFTMAX);
    assertEquals(head, result.model().head());
    PlainSgd plain = new PlainSgd(rows.columns(), head.logits(classes));
    int size = options.batchSize();
    int batch = size == 0 || size > rows.rows() ? rows.rows() : size;
    int steps = 0;
    for (int epoch = 1; epoch <= options.epochs(); ++epoch) {
      int[] order =
          batch == rows.rows()
              ? PlainSgd.asTheyLie(batch)
              : BatchOrder.shuffled(options.seed()).order(epoch, rows.rows());
      Sums sums =
          plain.epoch(rows, order, batch, options.learningRate(), options.momentum(), options.l2());
      EpochReport report = result.epochs().get(epoch - 1);
      // A row's loss is off by a few roundings, and follows the parameters with a slope of at most
      // the features' sum, here under 8 (67 features: measured the same).
      assertEquals(sums.mean(), report.training().logLoss(), 8 * bound(options, steps) + 8 * ULP);
      assertEquals(sums.correct(), report.training().correct());
      assertEquals(rows.rows(), report.training().rows());
      assertEquals(epoch, report.epoch());
      assertEquals(options.epochs(), report.epochs());
      steps += (rows.rows() + batch - 1) / batch;
    }
    double bound = bound(options, steps);
    assertParameters(plain.params(), result.model(), bound);
    assertEquals(plain.score(rows).mean(), result.training().logLoss(), 8 * bound + 8 * ULP);
    assertEquals(plain.score(rows).correct(), result.training().correct());
    assertEquals(TrainingResult.Status.FINISHED, result.status());
    double squares = 0;
    for (int i = 0; i < rows.columns() * head.logits(classes); ++i) {
      squares += plain.params()[i] * plain.params()[i];
    }
    double penalty = options.l2() / 2 * squares;
    assertEquals(penalty, result.penalty(), penalty * 1e-5);
    assertEquals(result.training().logLoss() + result.penalty(), result.objective());
  }

  /**
   * Each step rounds a parameter (under 4 here: 2^-23 at most) and adds the rate times the rounding
   * of the gradient, whose terms are about 1 and partly cancel; momentum carries an error on by 1 /
   * (1 - momentum). On a convex objective a rate this small does not blow errors up.
   */
  private static double bound(TrainingOptions options, int steps) {
    return (steps + 1) * 4 * ULP / (1 - options.momentum());
  }

  @Test
  @DisplayName("standardised: the textbook on prepared rows, and raw rows to the model")
  void standardises() {
    Dataset rows = Tables.make(60, 3, 2, 20);
    float[] stretched = rows.features().clone();
    for (int i = 0; i < stretched.length; i += 3) {
      stretched[i] = 1000 + 200 * stretched[i];
    }
    Dataset raw = Tables.of(stretched, 3, 2, rows.targets(), null);
    TrainingResult result = train(raw, options().withStandardize(true).withBatchSize(0));
    Dataset prepared = result.model().preparation().prepare(raw).dataset();
    assertTrue(result.model().preparation().standardization().isPresent());
    PlainSgd plain = new PlainSgd(3, 1);
    for (int epoch = 0; epoch < 3; ++epoch) {
      plain.epoch(prepared, PlainSgd.asTheyLie(60), 60, 0.1, 0, 0);
    }
    assertParameters(plain.params(), result.model(), 16 * ULP);
  }

  @Test
  void validationFiguresAreThoseOfTheModelAfterTheEpoch() {
    Dataset rows = Tables.make(70, 4, 3, 21);
    Dataset held = Tables.make(33, 4, 3, 22);
    TrainingResult result =
        Trainer.train(new TwinBackend(), rows, Optional.of(held), options(), TrainingListener.NONE);
    for (int epoch = 1; epoch <= 3; ++epoch) {
      LinearModel then = train(rows, options().withEpochs(epoch)).model();
      Sums sums = new PlainSgd(then.weights(), then.bias()).score(held);
      var report = result.epochs().get(epoch - 1).validation().orElseThrow();
      assertEquals(sums.mean(), report.logLoss(), 16 * ULP);
      assertEquals(sums.correct(), report.correct());
      assertEquals(33, report.rows());
    }
    assertEquals(result.epochs().get(2).validation(), result.validation());
    // Looking at held-out rows changes nothing.
    assertEquals(train(rows, options()).model().modelSha256(), result.model().modelSha256());
    assertEquals(Optional.empty(), train(rows, options()).validation());
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
    Dataset rows = Tables.make(100, 5, 3, 23);
    String first = train(rows, options()).model().modelSha256();
    assertEquals(first, train(rows, options()).model().modelSha256());
    assertNotEquals(first, train(rows, options().withSeed(6)).model().modelSha256());
    // All rows at once are not shuffled, so the seed does not matter.
    assertEquals(
        train(rows, all()).model().modelSha256(),
        train(rows, all().withSeed(6)).model().modelSha256());
  }

  @Test
  void givenOrdersAreTaken() {
    Dataset rows = Tables.make(100, 5, 3, 23);
    BatchOrder seeds = BatchOrder.shuffled(5);
    assertEquals(
        train(rows, options()).model().modelSha256(),
        train(rows, options().withSeed(77).withBatchOrder(seeds)).model().modelSha256());
  }

  @Test
  @DisplayName("one epoch and one more from its model are two, where momentum has nothing to carry")
  void warmStartGoesOn() {
    Dataset rows = Tables.make(100, 5, 3, 24);
    BatchOrder orders = BatchOrder.shuffled(5);
    TrainingOptions one =
        options().withEpochs(1).withStandardize(true).withL2(0.01).withBatchOrder(orders);
    LinearModel half = train(rows, one).model();
    TrainingOptions second =
        one.withStandardize(false)
            .withBatchOrder((epoch, count) -> orders.order(epoch + 1, count))
            .withStart(half);
    LinearModel whole = train(rows, one.withEpochs(2)).model();
    LinearModel continued = train(rows, second).model();
    assertNotEquals(half.modelSha256(), whole.modelSha256());
    assertEquals(whole.modelSha256(), continued.modelSha256());
    assertNotEquals(
        train(rows, one.withMomentum(0.9).withEpochs(2)).model().modelSha256(),
        train(rows, second.withMomentum(0.9)).model().modelSha256(),
        "velocity is no part of a model");
  }

  @Test
  void aStartIsWhereTrainingStarts() {
    Dataset rows = Tables.make(20, 2, 2, 25);
    float[] weights = {0.5f, -0.25f};
    float[] bias = {0.125f};
    TrainingResult result =
        train(rows, options().withEpochs(1).withBatchSize(0).withStart(weights, bias));
    Sums before = new PlainSgd(weights, bias).score(rows);
    assertEquals(before.mean(), result.epochs().get(0).training().logLoss(), 8 * ULP);
    assertArrayEquals(new float[] {0.5f, -0.25f}, weights);
  }

  @Test
  void theDataStayAsTheyAre() {
    Dataset rows = Tables.weighted(Tables.make(50, 3, 2, 26), Tables.onesBut(50, 0.3f, 1, 2, 3));
    String before = rows.sha256();
    train(rows, options().withStandardize(true));
    train(rows, options());
    assertEquals(before, rows.sha256());
  }

  @Test
  void theModelRemembersHowItWasTrained() {
    Dataset rows = Tables.make(50, 3, 2, 27);
    LinearModel model = train(rows, options().withL2(0.5)).model();
    assertEquals(rows.featureNames(), model.featureNames());
    assertEquals(rows.labels(), model.labels());
    assertEquals("reference", model.metadata().get("device"));
    assertEquals("0.5", model.metadata().get("l2"));
    assertEquals("5", model.metadata().get("seed"));
    assertEquals("3", model.metadata().get("epochsDone"));
    assertEquals("finished", model.metadata().get("status"));
    assertEquals(rows.sha256(), model.metadata().get("trainingDataSha256"));
    for (String key : List.of("optimizer", "epochs", "batchSize", "learningRate", "momentum")) {
      assertTrue(model.metadata().containsKey(key), key);
    }
  }

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static void assertParameters(double[] expected, LinearModel model, double bound) {
    float[] weights = model.weights();
    float[] bias = model.bias();
    assertEquals(expected.length, weights.length + bias.length);
    for (int i = 0; i < expected.length; ++i) {
      float actual = i < weights.length ? weights[i] : bias[i - weights.length];
      assertEquals(expected[i], actual, bound, "parameter " + i);
    }
  }
}
