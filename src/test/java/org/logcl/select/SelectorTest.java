package org.logcl.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.data.Folds;
import org.logcl.error.InputException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.solve.Stopping;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;
import org.logcl.train.Bounds;
import org.logcl.train.ClassWeights;
import org.logcl.train.Intercept;
import org.logcl.train.LossSettings;
import org.logcl.train.Optimizer;
import org.logcl.train.Penalty;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.WeightedRows;

/**
 * A choice and all that leads to it: the same bits everywhere, and what separate trainings give.
 */
class SelectorTest {
  private static final Dataset TWO = Tables.make(97, 5, 2, 11);
  private static final Dataset THREE = Tables.make(97, 5, 3, 12);
  private static final Dataset WEIGHTED =
      Tables.weighted(THREE, Tables.onesBut(97, 0.3f, 0, 5, 30, 36));
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withOptimizer(Optimizer.AUTO).withStandardize(true);
  private static final SelectionOptions THREE_FOLDS = SelectionOptions.defaults().withFolds(3);

  private record Case(
      String name, Dataset rows, TrainingOptions options, SelectionOptions selection) {}

  private static List<Case> cases() {
    SelectionOptions five = THREE_FOLDS.withPath(PenaltyPath.geometric(5, 0));
    SelectionOptions net = THREE_FOLDS.withPath(PenaltyPath.geometric(5, 0.5));
    SelectionOptions c = THREE_FOLDS.withPath(PenaltyPath.ofC(List.of(0.1, 10.0, 1.0), 0));
    return List.of(
        new Case("Newton, sigmoid", TWO, OPTIONS, five),
        new Case("L-BFGS, softmax, C", WEIGHTED, OPTIONS.withOptimizer(Optimizer.LBFGS), c),
        new Case("elastic net, sigmoid", TWO, OPTIONS.withStandardize(false), net),
        new Case(
            "elastic net, softmax, class weights",
            WEIGHTED,
            OPTIONS.withClassWeights(ClassWeights.balanced()),
            net.withRule(SelectionRule.ONE_STANDARD_ERROR)),
        new Case(
            "L1, distributions, smoothed",
            distributions(),
            OPTIONS.withLoss(LossSettings.DEFAULT.withLabelSmoothing(0.1)),
            THREE_FOLDS.withPath(PenaltyPath.geometric(4, 1))),
        new Case("elastic net, multi-label", together(), OPTIONS, net),
        new Case(
            "no weight under 0",
            TWO,
            OPTIONS.withBounds(Bounds.of(0, Double.POSITIVE_INFINITY)),
            net));
  }

  /** A tenth of each row's class goes to the next one. */
  private static Dataset distributions() {
    float[] shares = new float[97 * 3];
    for (int row = 0; row < 97; ++row) {
      shares[row * 3 + THREE.targets()[row]] = 0.875f;
      shares[row * 3 + (THREE.targets()[row] + 1) % 3] = 0.125f;
    }
    return Dataset.ofDistributions(
        THREE.features(), 97, 5, THREE.featureNames(), THREE.labels(), shares, null);
  }

  private static Dataset together() {
    float[] labels = new float[97 * 3];
    for (int row = 0; row < 97; ++row) {
      labels[row * 3 + THREE.targets()[row]] = 1;
      labels[row * 3] = row % 4 == 0 ? 1 : labels[row * 3];
    }
    return Dataset.ofLabels(
        THREE.features(), 97, 5, THREE.featureNames(), THREE.labels(), labels, null);
  }

  /** Whatever the targets, the first L1 penalty of the path leaves only intercepts. */
  @Test
  void pathsBeginWhereAllWeightsAreZero() {
    for (Dataset rows : List.of(TWO, WEIGHTED, distributions(), together())) {
      zeroAtTheSteepest(rows, ClassWeights.none());
      zeroAtTheSteepest(rows, ClassWeights.of(Map.of(rows.labels().name(1), 3.0)));
    }
  }

  private static void zeroAtTheSteepest(Dataset rows, ClassWeights weights) {
    TrainingOptions options = OPTIONS.withLoss(new LossSettings(weights, 0.1));
    WeightedRows used = WeightedRows.of(rows, weights);
    double slope = NullModel.steepest(new TwinBackend(), rows, used, options);
    for (double share : new double[] {1, 0.99}) {
      TrainingOptions start = NullModel.asStart(options, used).withL1(share * slope);
      TrainingResult result =
          Trainer.train(new TwinBackend(), rows, Optional.empty(), start, TrainingListener.NONE);
      boolean zero = true;
      for (float weight : result.model().weights()) {
        zero &= weight == 0;
      }
      assertEquals(share == 1, zero);
      assertEquals(share == 1, result.convergence().orElseThrow().iterations() == 0);
    }
  }

  private static SelectionResult select(
      Backend backend, Dataset rows, TrainingOptions options, SelectionOptions selection) {
    return Selector.select(backend, rows, options, selection, SelectionListener.NONE);
  }

  @Tag("device")
  @EveryBackend
  void givesTheTwinsBits(Backend backend) {
    List<Case> cases = cases();
    for (int i = 0; i < cases.size(); i += Devices.isSlow(backend) ? 3 : 1) {
      Case one = cases.get(i);
      SelectionResult twin = select(new TwinBackend(), one.rows(), one.options(), one.selection());
      SelectionResult device = select(backend, one.rows(), one.options(), one.selection());
      // Records: every penalty, figure and fold.
      assertEquals(twin.selection(), device.selection(), one.name());
      assertEquals(
          twin.training().model().modelSha256(),
          device.training().model().modelSha256(),
          one.name());
    }
  }

  /** Nothing is left on the device from one training to the next but the parameters. */
  @Test
  void scoresAreThoseOfSeparateTrainings() {
    for (Case one : cases()) {
      Selection selection =
          select(new TwinBackend(), one.rows(), one.options(), one.selection()).selection();
      Folds folds = Folds.stratified(one.rows(), 3, one.options().seed());
      for (int fold = 0; fold < 3; ++fold) {
        Dataset training = one.rows().subset(folds.training(fold));
        Dataset heldOut = one.rows().subset(folds.heldOut(fold));
        WeightedRows used = WeightedRows.of(training, one.options().loss().classWeights());
        TrainingOptions now = NullModel.asStart(one.options(), used);
        List<Penalty> all = selection.points().stream().map(PathPoint::penalty).toList();
        List<Penalty> penalties = one.selection().path().forFold(all, used);
        for (int i = 0; i < penalties.size(); ++i) {
          TrainingResult alone =
              Trainer.train(
                  new TwinBackend(),
                  training,
                  Optional.of(heldOut),
                  now.withPenalty(penalties.get(i)),
                  TrainingListener.NONE);
          FoldScore score = selection.points().get(i).folds().get(fold);
          assertEquals(alone.validation().orElseThrow(), score.heldOut(), one.name());
          assertEquals(alone.convergence().orElseThrow().iterations(), score.iterations());
          assertEquals(alone.convergence().orElseThrow().evaluations(), score.evaluations());
          assertEquals(alone.status(), score.status());
          now = now.withStart(alone.model().weights(), alone.model().bias());
        }
      }
    }
  }

  /** What is held out shapes neither standardisation nor class weights nor parameters. */
  @Test
  void heldOutRowsDoNotLeak() {
    SelectionOptions selection = THREE_FOLDS.withPath(PenaltyPath.ofC(List.of(1.0), 0));
    TrainingOptions options = OPTIONS.withClassWeights(ClassWeights.balanced());
    Folds folds = Folds.stratified(TWO, 3, 1);
    float[] x = TWO.features().clone();
    float[] weights = Tables.onesBut(97, 5f, folds.heldOut(1));
    for (int row : folds.heldOut(1)) {
      x[row * 5] += 100;
    }
    Dataset changed = Tables.of(x, 5, 2, TWO.targets(), weights);
    List<FoldScore> before = folds(TWO, options, selection);
    List<FoldScore> after = folds(changed, options, selection);
    assertEquals(before.get(1).iterations(), after.get(1).iterations());
    assertEquals(before.get(1).nonzeroWeights(), after.get(1).nonzeroWeights());
    assertFalse(before.get(1).heldOut().logLoss() == after.get(1).heldOut().logLoss());
    // Held-out rows of another weight: the same mean, five times the weight.
    Dataset heavy = Tables.of(TWO.features(), 5, 2, TWO.targets(), weights);
    FoldScore same = folds(heavy, options, selection).get(1);
    assertEquals(before.get(1).heldOut().logLoss(), same.heldOut().logLoss(), 1e-6);
    assertEquals(5 * before.get(1).weight(), same.weight());
  }

  private static List<FoldScore> folds(
      Dataset rows, TrainingOptions options, SelectionOptions selection) {
    return select(new TwinBackend(), rows, options, selection).selection().points().get(0).folds();
  }

  @Test
  void theModelIsThatOfAPlainTraining() {
    for (Case one : cases()) {
      SelectionResult result =
          select(new TwinBackend(), one.rows(), one.options(), one.selection());
      Penalty penalty = result.selection().choice().penalty();
      TrainingResult plain =
          Trainer.train(
              new TwinBackend(),
              one.rows(),
              Optional.empty(),
              one.options().withPenalty(penalty),
              TrainingListener.NONE);
      assertEquals(plain.model().modelSha256(), result.training().model().modelSha256());
      assertEquals(plain.training(), result.training().training());
      HashSet<String> more = new HashSet<>(result.training().model().metadata().keySet());
      assertTrue(
          result
              .training()
              .model()
              .metadata()
              .entrySet()
              .containsAll(plain.model().metadata().entrySet()));
      more.removeAll(plain.model().metadata().keySet());
      assertTrue(more.stream().allMatch(key -> key.startsWith("selection")), more::toString);
      assertEquals("3", result.training().model().metadata().get("selectionFolds"));
    }
  }

  /** A row of weight 0 is as if it were not there. */
  @Test
  void weightlessRowsAreNone() {
    float[] weights = Tables.onesBut(97, 0f, 3, 50, 96);
    Dataset without = Tables.weighted(TWO, weights).withoutWeightless();
    SelectionOptions selection = THREE_FOLDS.withPath(PenaltyPath.geometric(3, 1));
    assertEquals(
        select(new TwinBackend(), without, OPTIONS, selection).selection(),
        select(new TwinBackend(), Tables.weighted(TWO, weights), OPTIONS, selection).selection());
  }

  @Test
  void anInterruptEndsItAndTheFlagStaysSet() {
    List<Integer> seen = new ArrayList<>();
    SelectionListener interrupter =
        new SelectionListener() {
          @Override
          public void point(int fold, int folds, int point, int points, FoldScore score) {
            seen.add(point);
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        TrainingInterruptedException.class,
        () -> Selector.select(new TwinBackend(), TWO, OPTIONS, THREE_FOLDS, interrupter));
    assertTrue(Thread.interrupted());
    assertEquals(List.of(1), seen);
  }

  /** Five folds and 20 penalties, each separable without one, and a word for all of them. */
  @Test
  void warningsComeOnce() {
    List<String> warnings = new ArrayList<>();
    List<String> points = new ArrayList<>();
    SelectionListener listener =
        new SelectionListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }

          @Override
          public void point(int fold, int folds, int point, int of, FoldScore score) {
            points.add(fold + "/" + folds + " " + point + "/" + of);
          }
        };
    Dataset apart =
        Tables.of(
            new float[] {1, 2, 3, 4, -1, -2, -3, -4},
            1,
            2,
            new int[] {1, 1, 1, 1, 0, 0, 0, 0},
            null);
    PenaltyPath path =
        PenaltyPath.of(
            List.of(new Penalty(0, 0, Intercept.FREE), new Penalty(0, 1, Intercept.FREE)));
    Selector.select(
        new TwinBackend(), apart, OPTIONS, THREE_FOLDS.withFolds(2).withPath(path), listener);
    assertEquals(List.of("1/2 1/2", "1/2 2/2", "2/2 1/2", "2/2 2/2"), points);
    // Once for the folds, once for the final training, which is another.
    assertEquals(2, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("told apart"), warnings.get(0));
  }

  @Test
  void refusesWhatHasNoMeaning() {
    refused("full-batch", OPTIONS.withOptimizer(Optimizer.SGD));
    refused("start", OPTIONS.withStart(new float[5], new float[1]));
    refused("The patience is 3", OPTIONS.withStopping(Stopping.DEFAULT.withPatience(3)));
    refused("no L1 penalty", OPTIONS.withOptimizer(Optimizer.LBFGS));
  }

  private static void refused(String reason, TrainingOptions options) {
    SelectionOptions selection = THREE_FOLDS.withPath(PenaltyPath.geometric(3, 1));
    String message =
        assertThrows(InputException.class, () -> select(new TwinBackend(), TWO, options, selection))
            .getMessage();
    assertTrue(message.contains(reason), message);
  }
}
