package org.logcl.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;
import org.logcl.train.ClassWeights;
import org.logcl.train.Intercept;
import org.logcl.train.Optimizer;
import org.logcl.train.Penalty;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.WeightedRows;

class PenaltyPathTest {
  private static final Dataset TWO = Tables.make(97, 5, 2, 11);
  private static final Dataset THREE = Tables.make(97, 5, 3, 12);
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withOptimizer(Optimizer.AUTO);

  private static WeightedRows used(Dataset rows) {
    return WeightedRows.of(rows, ClassWeights.none());
  }

  private static List<Penalty> geometric(double slope, int count, double weakest, double ratio) {
    return PenaltyPath.geometric(count, weakest, ratio)
        .forAll(used(TWO), Penalty.NONE, () -> slope);
  }

  /** At the first penalty of a path all weights are exactly 0; a little under it they are not. */
  @Tag("device")
  @EveryBackend
  void theStrongestL1MakesAllWeightsZero(Backend backend) {
    for (Dataset rows : List.of(TWO, THREE)) {
      for (Intercept intercept : Intercept.values()) {
        for (boolean standardize : new boolean[] {false, true}) {
          TrainingOptions options = OPTIONS.withIntercept(intercept).withStandardize(standardize);
          double slope = NullModel.steepest(backend, rows, used(rows), options);
          assertEquals(slope, NullModel.steepest(new TwinBackend(), rows, used(rows), options));
          assertEquals(0, nonzero(train(backend, rows, options.withL1(slope))));
          assertTrue(nonzero(train(backend, rows, options.withL1(0.99 * slope))) > 0);
        }
      }
    }
  }

  private static TrainingResult train(Backend backend, Dataset rows, TrainingOptions options) {
    return Trainer.train(
        backend,
        rows,
        Optional.empty(),
        NullModel.asStart(options, used(rows)),
        TrainingListener.NONE);
  }

  private static int nonzero(TrainingResult result) {
    int nonzero = 0;
    for (float weight : result.model().weights()) {
      nonzero += weight != 0 ? 1 : 0;
    }
    // Penalised intercepts are 0 with the weights, but may be the first to leave it.
    if (result.model().metadata().get("intercept").equals("penalized")) {
      for (float bias : result.model().bias()) {
        nonzero += bias != 0 ? 1 : 0;
      }
    }
    return nonzero;
  }

  @Test
  void thePathIsGeometric() {
    List<Penalty> l1 = geometric(0.3, 5, 1e-4, 1);
    assertEquals(0.3, l1.get(0).l1());
    for (int i = 0; i < 5; ++i) {
      assertEquals(0.3 * Math.pow(10, -i), l1.get(i).l1(), 1e-15);
      assertEquals(0, l1.get(i).l2());
    }
    List<Penalty> net = geometric(0.3, 3, 0.01, 0.25);
    assertEquals(0.3, net.get(0).l1());
    assertEquals(0.9, net.get(0).l2(), 1e-15);
    assertEquals(0.003, net.get(2).l1(), 1e-15);
    assertEquals(0.009, net.get(2).l2(), 1e-15);
    List<Penalty> l2 = geometric(0.3, 2, 1e-6, 0);
    assertEquals(new Penalty(0, 30, Intercept.FREE), l2.get(0));
    assertEquals(3e-5, l2.get(1).l2(), 1e-18);
  }

  @Test
  void givenOnesAreSortedStrongestFirst() {
    Penalty weak = new Penalty(0, 0.1, Intercept.FREE);
    Penalty middle = new Penalty(0.2, 0.1, Intercept.FREE);
    Penalty strong = new Penalty(0.1, 1, Intercept.FREE);
    PenaltyPath path = PenaltyPath.of(List.of(weak, strong, middle));
    assertEquals(
        List.of(strong, middle, weak), path.forAll(used(TWO), Penalty.NONE, () -> Double.NaN));
    assertThrows(InputException.class, () -> PenaltyPath.of(List.of(weak, strong, weak)));
    assertThrows(InputException.class, () -> PenaltyPath.of(List.of()));
  }

  /** C's penalty is by the sum of losses: it is another one of the mean in each fold. */
  @Test
  void cIsBySumOfWeights() {
    PenaltyPath path = PenaltyPath.ofC(List.of(10.0, 0.1), 0.25);
    List<Penalty> all =
        path.forAll(used(TWO), Penalty.NONE.withIntercept(Intercept.NONE), () -> Double.NaN);
    assertEquals(0.25 * (1 / (0.1 * 97)), all.get(0).l1());
    assertEquals(0.75 * (1 / (10.0 * 97)), all.get(1).l2());
    assertEquals(Intercept.NONE, all.get(0).intercept());
    Dataset some = TWO.subset(new int[] {0, 1, 2, 3});
    assertEquals(0.75 * (1 / (10.0 * 4)), path.forFold(all, used(some)).get(1).l2());
    assertThrows(InputException.class, () -> PenaltyPath.ofC(List.of(0.0), 0));
    assertThrows(InputException.class, () -> PenaltyPath.ofC(List.of(1.0, 1.0), 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void sharesAreFromZeroToOne(double ratio) {
    assertThrows(InputException.class, () -> PenaltyPath.geometric(5, 0.1, ratio));
    assertThrows(InputException.class, () -> PenaltyPath.ofC(List.of(1.0), ratio));
  }

  @Test
  void refusesPathsThatAreNone() {
    for (int count : new int[] {-1, 0, 1, 1001}) {
      assertThrows(InputException.class, () -> PenaltyPath.geometric(count, 0.1, 0));
    }
    for (double weakest : new double[] {0, 1, -1, Double.NaN}) {
      assertThrows(InputException.class, () -> PenaltyPath.geometric(5, weakest, 0));
    }
    String flat = assertThrows(InputException.class, () -> geometric(0, 5, 0.1, 1)).getMessage();
    assertTrue(flat.contains("list the penalties"), flat);
  }
}
