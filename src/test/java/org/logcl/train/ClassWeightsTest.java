package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.testing.Golden;
import org.logcl.testing.Tables;

class ClassWeightsTest {
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withEpochs(3).withStandardize(true);

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static float[] cycle(int rows) {
    float[] weights = new float[rows];
    for (int i = 0; i < rows; ++i) {
      weights[i] = (1 + i % 5) / 3f;
    }
    return weights;
  }

  /** {@code make_weights.py} beside the figures made them. */
  @ParameterizedTest
  @ValueSource(strings = {"even", "rare", "three", "three_weighted", "ten_weighted"})
  void balancedIsScikitLearns(String name) {
    Golden file = Golden.read("/org/logcl/weights/", "balanced.csv");
    String[] names = file.strings("case");
    int[] chosen = IntStream.range(0, names.length).filter(i -> names[i].equals(name)).toArray();
    int[] classes = Arrays.stream(chosen).map(i -> file.ints("class")[i]).toArray();
    float[] weights = new float[chosen.length];
    for (int i = 0; i < chosen.length; ++i) {
      weights[i] = file.floats("weight")[chosen[i]];
    }
    int count = Arrays.stream(classes).max().orElseThrow() + 1;
    Dataset rows = Tables.of(new float[chosen.length], 1, count, classes, weights);
    double[] actual = ClassWeights.balanced().of(rows);
    for (int i = 0; i < chosen.length; ++i) {
      double expected = file.doubles("classWeight")[chosen[i]];
      assertEquals(expected, actual[classes[i]], 4 * Math.ulp(expected));
    }
    // All classes count the same, and together as much as before.
    double[] sums = WeightedRows.of(rows, ClassWeights.balanced()).sumByClass();
    double total = WeightedRows.of(rows, ClassWeights.none()).sum();
    for (double sum : sums) {
      assertEquals(total / count, sum, 1e-6 * total);
    }
  }

  @Test
  void aClassWithoutRowsIsNotBalanced() {
    Dataset rows = Tables.of(new float[4], 1, 3, new int[] {0, 2, 2, 2}, null);
    assertArrayEquals(new double[] {2, 1, 2.0 / 3}, ClassWeights.balanced().of(rows), 1e-15);
  }

  @Test
  void theProductIsRoundedOnce() {
    Dataset rows = Tables.weighted(Tables.make(6, 1, 2, 1), cycle(6));
    float[] products = WeightedRows.of(rows, ClassWeights.of(Map.of("1", 1 / 3.0))).weights();
    for (int i = 0; i < 6; ++i) {
      double factor = rows.targets()[i] == 1 ? 1 / 3.0 : 1;
      assertEquals((float) (rows.weights()[i] * factor), products[i]);
    }
  }

  /** Class weights are row weights, but for standardising. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void trainAsTheRowsWeightsWould(int classes) {
    Dataset rows = Tables.weighted(Tables.make(90, 4, classes, 2), cycle(90));
    ClassWeights weights = ClassWeights.of(Map.of("0", 3.0, "1", 0.3));
    Dataset products = Tables.weighted(rows, WeightedRows.of(rows, weights).weights());
    TrainingOptions options = OPTIONS.withStandardize(false);
    TrainingResult expected = train(products, options);
    TrainingResult actual = train(rows, options.withClassWeights(weights));
    assertEquals(expected.model().modelSha256(), actual.model().modelSha256());
    assertEquals(expected.training(), actual.training());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SGD", "LBFGS"})
  void aClassOfWeight0IsRemoved(String optimizer) {
    Dataset rows = Tables.make(90, 4, 3, 3);
    int[] kept = IntStream.range(0, 90).filter(i -> rows.targets()[i] != 1).toArray();
    TrainingOptions options = OPTIONS.withOptimizer(Optimizer.valueOf(optimizer)).withL2(0.1);
    TrainingResult expected = train(rows.subset(kept), options);
    TrainingResult actual =
        train(rows, options.withClassWeights(ClassWeights.of(Map.of("1", 0.0))));
    assertEquals(expected.model().modelSha256(), actual.model().modelSha256());
    assertEquals(expected.training(), actual.training());
  }

  /**
   * PyTorch's BCEWithLogitsLoss(pos_weight=p), mean over rows, by the formula of its documentation:
   * l_i = -w_i [p y_i log s(z_i) + (1 - y_i) log(1 - s(z_i))]. LogCL's mean is by the sum of
   * weights: rows / (p positives + negatives) times as much. At the start all z are 0.
   */
  @ParameterizedTest
  @ValueSource(strings = {"SIGMOID", "SOFTMAX"})
  void positiveWeightIsPyTorchsButForTheDenominator(String head) {
    Dataset rows = Tables.make(64, 3, 2, 4);
    double p = 5;
    double[] gradient = new double[4];
    double torch = 0;
    double sum = 0;
    for (int i = 0; i < 64; ++i) {
      int y = rows.targets()[i];
      torch += (p * y + (1 - y)) * Math.log(2) / 64;
      sum += p * y + (1 - y);
      for (int d = 0; d < 4; ++d) {
        double x = d == 3 ? 1 : rows.features()[i * 3 + d];
        gradient[d] += (-p * y * 0.5 + (1 - y) * 0.5) * x / 64;
      }
    }
    double factor = 64 / sum;
    TrainingOptions step =
        TrainingOptions.defaults()
            .withHead(Head.valueOf(head))
            .withBatchSize(0)
            .withEpochs(1)
            .withLearningRate(1)
            .withClassWeights(ClassWeights.positive(p));
    TrainingResult result = train(rows, step);
    assertEquals(torch * factor, result.epochs().get(0).training().logLoss(), 1e-7);
    int logits = head.equals("SIGMOID") ? 1 : 2;
    for (int d = 0; d < 3; ++d) {
      float weight = result.model().weights()[d * logits + logits - 1];
      assertEquals(-factor * gradient[d], weight, 1e-6);
    }
    assertEquals(-factor * gradient[3], result.model().bias()[logits - 1], 1e-6);
  }

  /** Standardised, and scored on validation rows, by row weights alone. */
  @Test
  void areNoMatterOfPreparationAndValidation() {
    Dataset rows = Tables.make(90, 4, 2, 5);
    Dataset held = Tables.make(30, 4, 2, 6);
    TrainingOptions options = OPTIONS.withClassWeights(ClassWeights.positive(7));
    List<String> notes = new ArrayList<>();
    TrainingResult result =
        Trainer.train(
            new TwinBackend(),
            rows,
            Optional.of(held),
            options,
            new TrainingListener() {
              @Override
              public void note(String message) {
                notes.add(message);
              }
            });
    assertEquals(train(rows, OPTIONS).model().preparation(), result.model().preparation());
    assertEquals(30, result.validation().orElseThrow().weight());
    assertEquals(List.of("class weights: \"0\" 1.00000, \"1\" 7.00000"), notes);
  }

  @Test
  void saysWhatIsWrong() {
    Dataset three = Tables.make(30, 2, 3, 7);
    refused(three, ClassWeights.positive(2), "for two classes, of which the second is positive");
    refused(
        three,
        ClassWeights.of(Map.of("7", 2.0)),
        "There is a weight for the class \"7\", which the rows do not have; their classes are: \"0\", \"1\", \"2\".");
    refused(three, ClassWeights.of(Map.of("0", 0.0, "1", 0.0)), "at least two classes");
    refused(three, ClassWeights.of(Map.of("0", 0.0, "1", 0.0, "2", 0.0)), "Every row weighs 0");
    Dataset heavy = Tables.weighted(three, Tables.onesBut(30, 1e30f, 2));
    refused(heavy, ClassWeights.of(Map.of("2", 1e30)), "Row 2 weighs 1.0000000150474662E30, times");
    for (double weight : new double[] {-1, Double.NaN, 1e31, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(InputException.class, () -> ClassWeights.of(Map.of("a", weight)))
              .getMessage();
      assertEquals(
          "The weight of the class \"a\" is "
              + weight
              + "; it must be 0, or between 1e-30 and 1e30.",
          message);
      assertThrows(InputException.class, () -> ClassWeights.positive(weight));
    }
  }

  private static void refused(Dataset rows, ClassWeights weights, String reason) {
    String message =
        assertThrows(InputException.class, () -> train(rows, OPTIONS.withClassWeights(weights)))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }
}
