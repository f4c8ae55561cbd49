package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.solve.Stopping;
import org.logcl.testing.Devices;
import org.logcl.testing.DrawnRows;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;

/** Full-batch training: the same bits everywhere, and what it reports. */
class FullBatchTest {
  private static final Dataset TWO = Tables.make(97, 5, 2, 11);
  private static final Dataset THREE = Tables.make(97, 5, 3, 12);
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withOptimizer(Optimizer.LBFGS).withL2(0.01);

  private static TrainingResult train(
      Backend backend, Dataset rows, TrainingOptions options, TrainingListener listener) {
    return Trainer.train(backend, rows, Optional.empty(), options, listener);
  }

  private static TrainingResult train(Dataset rows, TrainingOptions options) {
    return train(new TwinBackend(), rows, options, TrainingListener.NONE);
  }

  private static TrainingOptions stopping(
      double gradient, double relative, int iterations, double seconds) {
    return OPTIONS.withStopping(new Stopping(gradient, relative, iterations, seconds));
  }

  /** Each optimizer, head and penalty: the device's model and figures are the twin's. */
  @Tag("device")
  @Tag("tiny")
  @EveryBackend
  void givesTheTwinsBits(Backend backend) {
    List<Case> cases = cases();
    // Each optimizer and head on a slow device too.
    for (int i = 0; i < cases.size(); i += Devices.isSlow(backend) ? 3 : 1) {
      Case example = cases.get(i);
      TrainingResult twin = train(example.rows(), example.options());
      TrainingResult device =
          train(backend, example.rows(), example.options(), TrainingListener.NONE);
      assertEquals(twin.model().modelSha256(), device.model().modelSha256(), example.name());
      assertEquals(twin.status(), device.status(), example.name());
      assertEquals(figures(twin), figures(device), example.name());
      assertEquals(twin.objective(), device.objective(), example.name());
      assertEquals(Status.CONVERGED, twin.status(), example.name());
    }
  }

  /**
   * Where ten iterations are not enough, the features' correlations help: device and twin alike.
   */
  @Tag("device")
  @EveryBackend
  void correlatedFeaturesAreNoHindrance(Backend backend) {
    for (int classes : new int[] {2, 4}) {
      Dataset rows = correlated(classes);
      for (Intercept intercept : Intercept.values()) {
        TrainingOptions options = OPTIONS.withL2(1e-3).withIntercept(intercept);
        TrainingResult twin = train(rows, options);
        TrainingResult device = train(backend, rows, options, TrainingListener.NONE);
        assertEquals(twin.model().modelSha256(), device.model().modelSha256());
        Convergence way = twin.convergence().orElseThrow();
        assertTrue(way.iterations() > CurvatureAtZero.firstIteration(new Shape(12, 4)));
        TrainingResult newton = train(rows, options.withOptimizer(Optimizer.NEWTON));
        assertEquals(newton.objective(), twin.objective(), 1e-6 * newton.objective());
      }
    }
  }

  /** Scales and rare classes neither, where features have nothing to do with each other. */
  @Tag("device")
  @EveryBackend
  void scalesAndRareClassesAreNoHindrance(Backend backend) {
    Dataset rows = DrawnRows.of(1000, 24, 12);
    float[] x = rows.features().clone();
    for (int i = 0; i < x.length; ++i) {
      x[i] *= (float) Math.pow(10, i % 24 / 6 - 1);
    }
    Dataset scaled = Tables.of(x, 24, 12, rows.targets(), null);
    TrainingOptions options = OPTIONS.withL2(1e-3);
    TrainingResult twin = train(scaled, options);
    TrainingResult device = train(backend, scaled, options, TrainingListener.NONE);
    assertEquals(twin.model().modelSha256(), device.model().modelSha256());
    // The guess of the first iterations alone takes 275.
    Convergence way = twin.convergence().orElseThrow();
    assertTrue(way.iterations() > CurvatureAtZero.firstIteration(new Shape(24, 12)));
    assertTrue(way.iterations() < 100, () -> "" + way.iterations());
  }

  /** Each feature is the one before it plus something new. */
  private static Dataset correlated(int classes) {
    Dataset rows = Tables.make(150, 12, classes, 21);
    float[] x = rows.features().clone();
    for (int i = 0; i < x.length; ++i) {
      x[i] = i % 12 == 0 ? x[i] : x[i - 1] + x[i] / 4;
    }
    return Tables.of(x, 12, classes, rows.targets(), null);
  }

  private record Case(String name, Dataset rows, TrainingOptions options) {}

  private static List<Case> cases() {
    Dataset weighted = Tables.weighted(THREE, Tables.onesBut(97, 0.3f, 0, 5, 30, 36));
    TrainingOptions net = OPTIONS.withOptimizer(Optimizer.OWLQN).withL1(0.02);
    TrainingOptions newton = OPTIONS.withOptimizer(Optimizer.NEWTON);
    return List.of(
        new Case("Newton, sigmoid", TWO, newton),
        new Case("Newton, softmax, weights", weighted, newton.withStandardize(true)),
        new Case("Newton, softmax, no penalty", THREE, newton.withL2(0)),
        new Case("Newton, penalized", THREE, newton.withIntercept(Intercept.PENALIZED)),
        new Case("Newton, no intercepts", THREE, newton.withIntercept(Intercept.NONE)),
        new Case("elastic net, sigmoid", TWO, net),
        new Case("elastic net, softmax", THREE, net),
        new Case("L1 alone", THREE, net.withL2(0)),
        new Case("nonnegative", TWO, net.withL1(0).withBounds(Bounds.nonNegative())),
        new Case("in a box, with L1", THREE, net.withBounds(Bounds.of(-0.25, 0.5))),
        new Case("OWL-QN without L1", TWO, net.withL1(0)),
        new Case("penalized intercepts", THREE, OPTIONS.withIntercept(Intercept.PENALIZED)),
        new Case("penalized intercept, L1", TWO, net.withIntercept(Intercept.PENALIZED)),
        new Case("no intercepts", THREE, OPTIONS.withIntercept(Intercept.NONE)),
        new Case("sigmoid", TWO, OPTIONS),
        new Case("softmax", THREE, OPTIONS),
        new Case("softmax head on two classes", TWO, OPTIONS.withHead(Head.SOFTMAX)),
        new Case("weights, standardised", weighted, OPTIONS.withStandardize(true)),
        new Case(
            "from a start",
            TWO,
            OPTIONS.withStart(new float[] {1, 2, -3, 0.5f, 0}, new float[] {-1})));
  }

  private static List<List<Object>> figures(TrainingResult result) {
    return result.convergence().orElseThrow().history().stream()
        .map(
            report ->
                List.<Object>of(
                    report.iteration(),
                    report.evaluations(),
                    report.training(),
                    report.penalty(),
                    report.gradientNorm(),
                    report.step()))
        .toList();
  }

  @Test
  void reportsTheWayThere() {
    List<IterationReport> seen = new ArrayList<>();
    TrainingResult result =
        Trainer.train(
            new TwinBackend(),
            THREE,
            Optional.of(Tables.make(31, 5, 3, 13)),
            OPTIONS,
            new TrainingListener() {
              @Override
              public boolean iteration(IterationReport report) {
                return seen.add(report);
              }
            });
    Convergence way = result.convergence().orElseThrow();
    assertEquals(way.history(), seen);
    assertEquals(way.iterations() + 1, seen.size());
    assertEquals(Optimizer.LBFGS, way.optimizer());
    assertTrue(way.gradientNorm() <= 1e-6, () -> "" + way.gradientNorm());
    assertTrue(way.evaluations() > way.iterations());
    assertEquals(0, seen.get(0).iteration());
    assertEquals(StrictMath.log(3), seen.get(0).objective(), 1e-6);
    assertEquals(0, seen.get(0).penalty());
    assertEquals(way.last().training(), result.training());
    assertEquals(way.last().validation(), result.validation());
    assertTrue(result.validation().isPresent());
    assertEquals(way.last().objective(), result.objective());
    assertEquals(List.of(), result.epochs());
    double squares = 0;
    for (float weight : result.model().weights()) {
      squares += (double) weight * weight;
    }
    assertEquals(0.01 / 2 * squares, result.penalty(), 1e-15);
  }

  /** The start is the optimum: nothing is left to do. */
  @Test
  void aConvergedModelStaysAsItIs() {
    TrainingResult first = train(TWO, OPTIONS);
    TrainingResult second = train(TWO, OPTIONS.withStart(first.model()));
    assertEquals(first.model().modelSha256(), second.model().modelSha256());
    assertEquals(0, second.convergence().orElseThrow().iterations());
  }

  @Test
  void saysWhyItStopped() {
    assertEquals(Status.ITERATION_LIMIT, train(TWO, stopping(0, 0, 3, 1e9)).status());
    TrainingResult clocked = train(TWO, stopping(0, 0, 1000, 1e-9));
    assertEquals(Status.TIME_LIMIT, clocked.status());
    assertEquals(1, clocked.convergence().orElseThrow().iterations());
    Status fine = train(TWO, stopping(0, 0, 1000, 1e9)).status();
    assertTrue(fine == Status.CONVERGED || fine == Status.CONVERGED_TO_PRECISION, fine::label);
    TrainingListener stopper =
        new TrainingListener() {
          @Override
          public boolean iteration(IterationReport report) {
            return report.iteration() < 2;
          }
        };
    TrainingResult stopped = train(new TwinBackend(), TWO, OPTIONS, stopper);
    assertEquals(Status.STOPPED, stopped.status());
    assertEquals(2, stopped.convergence().orElseThrow().iterations());
  }

  /** Rows that a line tells apart have no optimum without a penalty; with one they do. */
  @Test
  void separableRowsAreNamed() {
    Dataset apart =
        Tables.of(new float[] {1, 2, 3, -1, -2, -3}, 1, 2, new int[] {1, 1, 1, 0, 0, 0}, null);
    List<String> warnings = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void warning(String message) {
            warnings.add(message);
          }
        };
    for (Head head : List.of(Head.SIGMOID, Head.SOFTMAX)) {
      warnings.clear();
      TrainingOptions free = OPTIONS.withHead(head).withL2(0);
      TrainingResult result = train(new TwinBackend(), apart, free, listener);
      assertEquals(Status.SEPARABLE, result.status());
      assertTrue(warnings.get(0).contains("Set an L2 penalty"), warnings::toString);
      for (float weight : result.model().weights()) {
        assertTrue(Math.abs(weight) < 1000, () -> "" + weight);
      }
      assertEquals(Status.CONVERGED, train(apart, OPTIONS.withHead(head)).status());
    }
  }

  /** A weight that L1 holds at 0 is 0, and the others pay for what they are. */
  @Test
  void anL1PenaltyMakesWeightsZero() {
    TrainingOptions options = OPTIONS.withOptimizer(Optimizer.OWLQN).withL2(0);
    int before = -1;
    for (double l1 : new double[] {0.001, 0.03, 10}) {
      TrainingResult result = train(THREE, options.withL1(l1));
      int zeros = 0;
      double magnitudes = 0;
      for (float weight : result.model().weights()) {
        zeros += weight == 0 ? 1 : 0;
        magnitudes += Math.abs(weight);
      }
      assertTrue(zeros > before, zeros + " after " + before);
      before = zeros;
      assertEquals(l1 * magnitudes, result.penalty(), 1e-12);
    }
    assertEquals(15, before);
  }

  @Test
  void interceptsAreAsAskedFor() {
    TrainingResult none = train(THREE, OPTIONS.withIntercept(Intercept.NONE));
    assertArrayEquals(new float[3], none.model().bias());
    TrainingOptions strong = OPTIONS.withL2(1e6);
    float held = train(TWO, strong.withIntercept(Intercept.PENALIZED)).model().bias()[0];
    float free = train(TWO, strong).model().bias()[0];
    assertTrue(Math.abs(held) < 1e-6 && Math.abs(free) > 1e-3, held + " " + free);
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    TrainingOptions sgd = TrainingOptions.defaults();
    assertRefused("has no L1 penalty; take owlqn", sgd.withL1(0.1));
    assertRefused("has no L1 penalty; take owlqn", OPTIONS.withL1(0.1));
    assertRefused(
        "has no L1 penalty; take owlqn", OPTIONS.withOptimizer(Optimizer.NEWTON).withL1(1));
    assertRefused("has free intercepts only", sgd.withIntercept(Intercept.NONE));
    TrainingOptions biased = OPTIONS.withStart(new float[5], new float[] {1});
    assertRefused("must start from parameters without", biased.withIntercept(Intercept.NONE));
  }

  @Test
  void autoChoosesByPenaltyAndSize() {
    List<String> notes = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void note(String message) {
            notes.add(message);
          }
        };
    TrainingOptions auto = OPTIONS.withOptimizer(Optimizer.AUTO);
    Dataset wide = Tables.make(20, 64, 2, 1);
    TwinBackend twin = new TwinBackend();
    for (Optimizer expected : List.of(Optimizer.NEWTON, Optimizer.OWLQN, Optimizer.LBFGS)) {
      TrainingOptions options = expected == Optimizer.OWLQN ? auto.withL1(0.01) : auto;
      Dataset rows = expected == Optimizer.LBFGS ? wide : THREE;
      TrainingResult result = train(twin, rows, options, listener);
      assertEquals(expected, result.convergence().orElseThrow().optimizer());
      assertEquals(
          train(rows, options.withOptimizer(expected)).model().modelSha256(),
          result.model().modelSha256());
      assertEquals(
          options.withOptimizer(expected).withHead(result.model().head()),
          Recipe.of(result.model()).options());
    }
    assertEquals(
        List.of(
            "optimizer: newton, chosen by auto: 18 parameters are few enough for a Hessian",
            "optimizer: owlqn, chosen by auto: there is an L1 penalty",
            "optimizer: lbfgs, chosen by auto: 65 parameters are many, and there is no L1 penalty"),
        notes);
  }

  /** Patience ends training, or convergence does: the model is that of the best iteration. */
  @Test
  void stopsEarly() {
    Dataset training = TWO.subset(IntStream.range(0, 20).toArray());
    Optional<Dataset> held = Optional.of(TWO.subset(IntStream.range(20, 60).toArray()));
    TrainingOptions free = OPTIONS.withL2(1e-5);
    int stopped = 0;
    for (Optimizer optimizer : List.of(Optimizer.LBFGS, Optimizer.OWLQN, Optimizer.NEWTON)) {
      for (int patience : new int[] {2, 900}) {
        TrainingOptions options = free.withOptimizer(optimizer).withPatience(patience);
        TrainingResult result =
            Trainer.train(new TwinBackend(), training, held, options, TrainingListener.NONE);
        Convergence way = result.convergence().orElseThrow();
        IterationReport best = way.ofModel();
        for (IterationReport report : way.history()) {
          double loss = report.validation().orElseThrow().logLoss();
          assertTrue(loss >= best.validation().orElseThrow().logLoss(), optimizer.label());
        }
        if (result.status() == Status.STOPPED_EARLY) {
          assertEquals(way.modelIteration() + patience, way.iterations());
          ++stopped;
        }
        assertTrue(way.modelIteration() < way.iterations(), optimizer.label());
        assertEquals(best.training(), result.training());
        assertEquals(best.validation(), result.validation());
        assertEquals(best.penalty(), result.penalty());
        Stopping sooner = new Stopping(0, 0, way.modelIteration(), 1e9);
        TrainingResult again =
            Trainer.train(
                new TwinBackend(),
                training,
                held,
                free.withOptimizer(optimizer).withStopping(sooner),
                TrainingListener.NONE);
        assertEquals(again.model().modelSha256(), result.model().modelSha256());
      }
    }
    assertEquals(3, stopped);
    assertRefused("Patience watches the log loss of validation rows", OPTIONS.withPatience(2));
  }

  @Test
  void newtonTakesFewSteps() {
    TrainingOptions newton = OPTIONS.withOptimizer(Optimizer.NEWTON);
    for (Dataset rows : List.of(TWO, THREE)) {
      TrainingResult lbfgs = train(rows, OPTIONS);
      TrainingResult result = train(rows, newton);
      assertEquals(lbfgs.objective(), result.objective(), 1e-7);
      assertTrue(result.convergence().orElseThrow().iterations() < 8);
      assertTrue(result.convergence().orElseThrow().gradientNorm() < 1e-6);
    }
    Dataset wide = Tables.make(3, 2000, 2, 1);
    InputException refusal = assertThrows(InputException.class, () -> train(wide, newton));
    assertTrue(
        refusal.getMessage().contains("no more than 2000 parameters; 2001 features and intercepts"),
        refusal::getMessage);
  }

  private static void assertRefused(String reason, TrainingOptions options) {
    String message = assertThrows(InputException.class, () -> train(TWO, options)).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(TrainingInterruptedException.class, () -> train(TWO, OPTIONS));
    assertTrue(Thread.interrupted(), "the flag stays set");
  }

  @Test
  void limitsAreChecked() {
    assertThrows(InputException.class, () -> stopping(-1, 0, 1, 1));
    assertThrows(InputException.class, () -> stopping(Double.NaN, 0, 1, 1));
    assertThrows(InputException.class, () -> stopping(0, 1, 1, 1));
    assertThrows(InputException.class, () -> stopping(0, 0, 0, 1));
    assertThrows(InputException.class, () -> stopping(0, 0, 1, 0));
    assertFalse(Optimizer.of("rmsprop").isPresent());
    assertEquals(Optional.of(Optimizer.LBFGS), Optimizer.of("LBFGS"));
  }
}
