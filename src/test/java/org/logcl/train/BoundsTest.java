package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.LinearModel;
import org.logcl.solve.Box;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;
import org.logcl.verify.Replay;

/** Bounds on coefficients: what they mean, how they round, what is remembered of them. */
class BoundsTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Dataset THREE = Tables.make(97, 2, 3, 12);
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withOptimizer(Optimizer.OWLQN).withL2(0.01);

  private static LinearModel train(Dataset rows, TrainingOptions options) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE)
        .model();
  }

  @Test
  void boundsGoByFeature() {
    Bounds bounds = Bounds.of(-1, 2).withFeature("b", 0, NONE).withIntercepts(-3, 3);
    Box box = bounds.box(List.of("a", "b"), 2);
    assertArrayEquals(new double[] {-1, -1, 0, 0, -3, -3}, box.lower());
    assertArrayEquals(new double[] {2, 2, NONE, NONE, 3, 3}, box.upper());
    assertTrue(Bounds.none().isNone());
    assertTrue(Bounds.of(-NONE, NONE).withFeature("a", -NONE, NONE).isNone());
    assertFalse(Bounds.nonNegative().isNone());
    assertFalse(Bounds.none().equals(bounds));
  }

  /** Inwards, to what a parameter can be: magnitudes under 2^-40 are 0. */
  @Test
  void boundsAreRoundedInwards() {
    Interval tenth = new Interval(-0.1, 0.1);
    assertEquals(Math.nextDown(0.1f), tenth.highest());
    assertEquals(-tenth.highest(), tenth.lowest());
    assertTrue(tenth.highest() < 0.1 && 0.1 < Math.nextUp((float) tenth.highest()));
    Interval thirds = new Interval(1.0 / 3, 1);
    assertEquals((float) (1.0 / 3), thirds.lowest(), "which is over it");
    assertEquals(0x1p-40, new Interval(1e-60, 1).lowest());
    assertEquals(0.0, new Interval(-1e-60, 1).lowest());
    assertEquals(0.0, new Interval(-1, 1e-20).highest());
    assertEquals(-0x1p-40, new Interval(-1, -1e-20).highest());
    assertEquals(0.0, new Interval(-1, -0.0).highest());
    assertEquals(0.25, new Interval(0.25, 0.25).lowest());
  }

  @Test
  void boundsThatLeaveNothingAreRefused() {
    refused("The lower bound 2.0 is over the upper bound 1.0", () -> Bounds.of(2, 1));
    refused("none lies between the bounds 0.1 and 0.1", () -> Bounds.of(0.1, 0.1));
    refused("none lies between the bounds 1.0E-30 and 1.0E-20", () -> Bounds.of(1e-30, 1e-20));
    refused("The lower bound is NaN; it must be between", () -> Bounds.of(Double.NaN, 1));
    refused("The lower bound is Infinity", () -> Bounds.of(NONE, NONE));
    refused("The upper bound is 1.0E31", () -> Bounds.of(0, 1e31));
    refused("2 lower bounds and 1 upper bounds", () -> Bounds.of(new double[2], new double[1]));
  }

  private static void refused(String reason, Runnable wrong) {
    String message = assertThrows(InputException.class, wrong::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (Optimizer optimizer : Optimizer.values()) {
      TrainingOptions options = OPTIONS.withOptimizer(optimizer).withBounds(Bounds.nonNegative());
      if (optimizer == Optimizer.OWLQN || optimizer == Optimizer.AUTO) {
        LinearModel model = train(THREE, options);
        assertEquals("owlqn", model.metadata().get("optimizer"));
      } else {
        String reason = "The optimizer " + optimizer.label() + " has no bounds on coefficients";
        refused(reason + "; take owlqn", () -> train(THREE, options));
      }
    }
    refused(
        "There is a bound for the feature \"z\", which the rows do not have; their features are:"
            + " \"x0\", \"x1\".",
        () -> train(THREE, OPTIONS.withBounds(Bounds.of(0, 1).withFeature("z", 0, 1))));
    refused(
        "bounds for 3 parameters; 2 features and an intercept times 3 logits are 9",
        () -> train(THREE, OPTIONS.withBounds(Bounds.of(new double[3], new double[3]))));
    TrainingOptions without = OPTIONS.withIntercept(Intercept.NONE);
    refused(
        "leaves them at 0, which their bounds do not contain",
        () -> train(THREE, without.withBounds(Bounds.nonNegative().withIntercepts(1, 2))));
    assertEquals(
        train(THREE, OPTIONS).modelSha256(),
        train(THREE, OPTIONS.withBounds(Bounds.none())).modelSha256());
  }

  /** Equal bounds fix a coefficient; a start outside is moved in. */
  @Test
  void aCoefficientCanBeFixed() {
    double[] lower = new double[9];
    double[] upper = new double[9];
    Arrays.fill(lower, -NONE);
    Arrays.fill(upper, NONE);
    lower[1] = 0.75;
    upper[1] = 0.75;
    lower[7] = 0.25;
    upper[7] = 0.25;
    float[] weights = new float[] {9, -9, 9, 9, 9, 9};
    TrainingOptions options = OPTIONS.withBounds(Bounds.of(lower, upper));
    LinearModel model = train(THREE, options);
    assertEquals(0.75f, model.weights()[1]);
    assertEquals(0.25f, model.bias()[1]);
    LinearModel far = train(THREE, options.withStart(weights, new float[] {0, 9, 0}));
    assertEquals(0.75f, far.weights()[1]);
    assertArrayEquals(model.weights(), far.weights(), 1e-4f);
  }

  @Test
  void aModelWithinBoundsIsReplayed() {
    double[] lower = {-1, 0, 0, -0.125, 0, 0, -NONE, -NONE, -2};
    double[] upper = {1, NONE, NONE, 0.125, 0.1, 0.1, NONE, NONE, 2};
    List<Bounds> all =
        List.of(
            Bounds.nonNegative(),
            Bounds.of(-0.1, 0.5).withFeature("x1", -NONE, 0).withIntercepts(-1, 1),
            Bounds.of(lower, upper));
    List<String> noted =
        List.of(
            "0.0*2,-Infinity", "-0.1,-Infinity,-1.0", "-1.0,0.0*2,-0.125,0.0*2,-Infinity*2,-2.0");
    for (int i = 0; i < all.size(); ++i) {
      LinearModel model = train(THREE, OPTIONS.withBounds(all.get(i)).withStandardize(true));
      assertEquals(noted.get(i), model.metadata().get("lowerBounds"));
      assertEquals(
          all.get(i).intervals(THREE.featureNames(), 3),
          Recipe.of(model).options().penalty().bounds().intervals(THREE.featureNames(), 3));
      Replay replay =
          Replay.run(new TwinBackend(), model, THREE, Optional.empty(), TrainingListener.NONE);
      assertTrue(replay.identical(), () -> replay.findings().toString());
    }
    for (String wrong : List.of("", "0.0", "0.0*4", "0.0*-1", "x", "0.0*9,1.0", "0.0*999999999")) {
      Map<String, String> notes =
          new TreeMap<>(train(THREE, OPTIONS.withBounds(all.get(0))).metadata());
      notes.put("lowerBounds", wrong);
      LinearModel model = train(THREE, OPTIONS).withMetadata(notes);
      refused("its 'lowerBounds' is ", () -> Recipe.of(model));
    }
  }

  /** Rows that a line tells apart have an optimum in a box, and none where a weight may grow. */
  @Test
  void separableRowsHaveAnOptimumInABox() {
    Dataset apart =
        Tables.of(new float[] {1, 2, 3, -1, -2, -3}, 1, 2, new int[] {1, 1, 1, 0, 0, 0}, null);
    TrainingOptions free = OPTIONS.withL2(0);
    TrainingResult boxed =
        Trainer.train(
            new TwinBackend(),
            apart,
            Optional.empty(),
            free.withBounds(Bounds.of(-1, 2)),
            TrainingListener.NONE);
    assertEquals(Status.CONVERGED, boxed.status());
    assertEquals(2f, boxed.model().weights()[0]);
    TrainingResult growing =
        Trainer.train(
            new TwinBackend(),
            apart,
            Optional.empty(),
            free.withBounds(Bounds.nonNegative()),
            TrainingListener.NONE);
    assertEquals(Status.SEPARABLE, growing.status());
  }
}
