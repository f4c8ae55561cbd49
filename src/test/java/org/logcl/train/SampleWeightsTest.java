package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.PlainSgd;
import org.logcl.testing.PlainSgd.Sums;
import org.logcl.testing.Tables;

class SampleWeightsTest {
  private static final TrainingOptions ALL_AT_ONCE =
      TrainingOptions.defaults().withBatchSize(0).withLearningRate(0.5).withEpochs(10);

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static float[] parameters(Dataset rows, TrainingOptions options) {
    LinearModel model = train(rows, options).model();
    float[] all = Arrays.copyOf(model.weights(), model.weights().length + model.bias().length);
    System.arraycopy(model.bias(), 0, all, model.weights().length, model.bias().length);
    return all;
  }

  private static float[] uneven(int rows) {
    SplitMix random = new SplitMix(3);
    float[] weights = new float[rows];
    for (int i = 0; i < rows; ++i) {
      weights[i] = 3 * random.nextFloat();
    }
    return weights;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void followTheTextbook(int classes) {
    Dataset rows = Tables.weighted(Tables.make(90, 4, classes, 1), uneven(90));
    TrainingOptions options = TrainingOptions.defaults().withEpochs(2).withL2(0.1).withSeed(8);
    TrainingResult result = train(rows, options);
    PlainSgd plain = new PlainSgd(4, classes == 2 ? 1 : classes);
    for (int epoch = 1; epoch <= 2; ++epoch) {
      int[] order = BatchOrder.shuffled(8).order(epoch, 90);
      Sums sums = plain.epoch(rows, order, 32, 0.1, 0, 0.1);
      var totals = result.epochs().get(epoch - 1).training();
      assertEquals(sums.mean(), totals.logLoss(), 1e-6);
      assertEquals(sums.correct(), totals.correct());
    }
    // 6 steps, each within 4 * 2^-24: see TrainerTest.
    float[] actual = parameters(rows, options);
    for (int i = 0; i < actual.length; ++i) {
      assertEquals(plain.params()[i], actual[i], 6 * 4 * 0x1p-24);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @DisplayName("a row of weight 2 is the row twice")
  void weightTwoIsTheRowTwice(int classes) {
    Dataset rows = Tables.make(60, 4, classes, 2);
    int[] twice = IntStream.concat(IntStream.range(0, 60), IntStream.of(7, 20)).toArray();
    float[] expected = parameters(rows.subset(twice), ALL_AT_ONCE);
    float[] actual = parameters(Tables.weighted(rows, Tables.onesBut(60, 2f, 7, 20)), ALL_AT_ONCE);
    // The two sum the same terms in other orders. 10 steps of rate 1/2, a mean gradient of at most
    // 62 terms, each off by its share of a chain of 62 roundings: in all 10 * 1/2 * 62 * 2^-24 for
    // features about 1; random signs make it far less.
    assertArrayEquals(expected, actual, (float) (10 * 0.5 * 62 * 0x1p-24));
    assertEquals(
        train(rows.subset(twice), ALL_AT_ONCE).training().logLoss(),
        train(Tables.weighted(rows, Tables.onesBut(60, 2f, 7, 20)), ALL_AT_ONCE)
            .training()
            .logLoss(),
        1e-5);
    // It must matter, or the above is no test.
    assertNotEquals(parameters(rows, ALL_AT_ONCE)[0], actual[0], 1e-4f);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @DisplayName("a row of weight 0 is no row: the same bits, within a chunk, where it adds +0")
  void weightZeroIsNoRow(int classes) {
    Dataset rows = Tables.make(60, 4, classes, 3);
    int[] without = IntStream.range(0, 60).filter(i -> i != 7 && i != 20).toArray();
    Dataset weighted = Tables.weighted(rows, Tables.onesBut(60, 0f, 7, 20));
    assertArrayEquals(
        parameters(rows.subset(without), ALL_AT_ONCE), parameters(weighted, ALL_AT_ONCE));
    assertEquals(58, train(weighted, ALL_AT_ONCE).training().weight());
  }

  /**
   * In shuffled batches, standardised, by every kind of optimizer: it is in none of the batches.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  @DisplayName("a row of weight 0 is no row: the same bits, in whatever batches")
  void weightZeroIsNoRowInBatches(int classes) {
    Dataset rows = Tables.weighted(Tables.make(300, 4, classes, 3), uneven(300));
    for (int i = 0; i < 300; i += 7) {
      rows.weights()[i] = 0;
    }
    int[] without = IntStream.range(0, 300).filter(i -> i % 7 != 0).toArray();
    TrainingOptions batches = TrainingOptions.defaults().withStandardize(true);
    TrainingOptions lbfgs = TrainingOptions.defaults().withOptimizer(Optimizer.LBFGS).withL2(0.1);
    for (TrainingOptions options : List.of(batches, lbfgs)) {
      TrainingResult expected = train(rows.subset(without), options);
      TrainingResult actual = train(rows, options);
      assertEquals(expected.model().modelSha256(), actual.model().modelSha256());
      assertEquals(expected.training(), actual.training());
    }
  }

  /** Features are small whole numbers and residuals of the first step 1/2: every sum is exact. */
  @Test
  @DisplayName("a row of weight 2 is the row twice: the same bits, where the sums are exact")
  void weightTwoIsTheRowTwiceExactly() {
    Dataset rows = Tables.make(60, 4, 2, 2);
    for (int i = 0; i < rows.features().length; ++i) {
      rows.features()[i] = Math.round(4 * rows.features()[i]);
    }
    int[] twice = IntStream.concat(IntStream.range(0, 60), IntStream.of(7, 20, 21, 22)).toArray();
    TrainingOptions step = ALL_AT_ONCE.withEpochs(1);
    assertArrayEquals(
        parameters(rows.subset(twice), step),
        parameters(Tables.weighted(rows, Tables.onesBut(60, 2f, 7, 20, 21, 22)), step));
  }

  @Test
  @DisplayName("a batch whose rows all weigh 0 makes no step, not a NaN")
  void aBatchOfNoWeightMakesNoStep() {
    Dataset rows = Tables.make(40, 3, 2, 4);
    int[] first = IntStream.range(0, 16).toArray();
    int[] last = IntStream.range(24, 40).toArray();
    int[] zero = IntStream.range(16, 24).toArray();
    int[] kept = IntStream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
    TrainingOptions options =
        TrainingOptions.defaults()
            .withBatchSize(8)
            .withMomentum(0.9)
            .withL2(0.1)
            .withBatchOrder((epoch, count) -> PlainSgd.asTheyLie(count));
    // 0 among the others, whatever it is by itself: training does not leave these rows out.
    TrainingResult weighted =
        train(Tables.weighted(rows, Tables.onesBut(40, 1e-20f, zero)), options);
    TrainingResult without = train(rows.subset(kept), options);
    assertEquals(TrainingResult.Status.FINISHED, weighted.status());
    assertEquals(without.model().modelSha256(), weighted.model().modelSha256());
    for (int i = 0; i < 10; ++i) {
      assertEquals(
          without.epochs().get(i).training().logLoss(),
          weighted.epochs().get(i).training().logLoss(),
          1e-7);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-120, -100, -30, -1, 1, 30, 100, 120})
  @DisplayName("all weights times a power of two: the same bits")
  void powersOfTwoChangeNothing(int exponent) {
    Dataset rows = Tables.make(80, 4, 3, 5);
    float[] weights = uneven(80);
    float[] scaled = new float[80];
    for (int i = 0; i < 80; ++i) {
      scaled[i] = Math.scalb(weights[i], exponent);
    }
    assertArrayEquals(
        parameters(Tables.weighted(rows, weights), TrainingOptions.defaults()),
        parameters(Tables.weighted(rows, scaled), TrainingOptions.defaults()));
  }

  @Test
  @DisplayName("weights that are all subnormal are weights like others")
  void subnormalWeightsAreScaledUp() {
    Dataset rows = Tables.make(80, 4, 3, 6);
    float[] ones = new float[80];
    float[] tiny = new float[80];
    for (int i = 0; i < 80; ++i) {
      ones[i] = 1 + i % 2;
      tiny[i] = Float.MIN_VALUE * ones[i];
    }
    // Confident rows: with weights short of [1, 2) their residuals would be flushed.
    float[] start = {-6, 0, 6, -6, 0, 6, -6, 0, 6, -6, 0, 6};
    TrainingOptions options = TrainingOptions.defaults().withStart(start, new float[3]);
    assertArrayEquals(
        parameters(Tables.weighted(rows, ones), options),
        parameters(Tables.weighted(rows, tiny), options));
  }

  @Test
  void equalWeightsAreNoWeights() {
    Dataset rows = Tables.make(80, 4, 2, 7);
    float[] ones = Tables.onesBut(80, 1f);
    assertArrayEquals(
        parameters(rows, TrainingOptions.defaults()),
        parameters(Tables.weighted(rows, ones), TrainingOptions.defaults()));
  }
}
