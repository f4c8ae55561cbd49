package org.logcl.train;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;
import org.logcl.solve.Stopping;
import org.logcl.testing.Devices;
import org.logcl.testing.SoftTables;
import org.logcl.train.Combination.Regularizer;
import org.logcl.train.Combination.Solver;
import org.logcl.train.Combination.Targets;
import org.logcl.train.Combination.Task;
import org.logcl.train.Combination.Way;
import org.logcl.train.TrainingResult.Status;
import org.logcl.verify.GradientCheck;

/** Every combination of what training may be told trains, or its refusal names the way out. */
class CombinationsTest {
  private static final Way L2_BY_LBFGS = new Way(Solver.LBFGS, Regularizer.L2);
  private static final Path PAGE = Path.of("docs/training.md");
  private static final String BEGIN =
      "<!-- what goes with what: CombinationsTest writes this -->\n";
  private static final String END = "<!-- end of what goes with what -->\n";
  private static Map<Combination, Outcome> twin;

  /** What came of a combination: a result, or the message of its refusal. */
  private record Outcome(Optional<TrainingResult> result, String refusal) {
    /** What must be equal on all devices. */
    String bits() {
      return result
          .map(trained -> trained.model().modelSha256() + ", " + trained.training())
          .orElse(refusal);
    }
  }

  private static Outcome outcome(Backend backend, Combination combination, Dataset rows) {
    try {
      return new Outcome(Optional.of(train(backend, rows, combination.options())), "");
    } catch (InputException e) {
      return new Outcome(Optional.empty(), e.getMessage());
    } catch (RuntimeException e) {
      throw new AssertionError(combination.toString(), e);
    }
  }

  private static TrainingResult train(Backend backend, Dataset rows, TrainingOptions options) {
    return Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
  }

  private static Map<Combination, Outcome> all(Backend backend) {
    Map<Combination, Outcome> outcomes = new LinkedHashMap<>();
    for (Task task : Combination.tasks()) {
      Dataset rows = task.rows();
      for (Way way : Combination.ways()) {
        Combination combination = new Combination(task, way);
        outcomes.put(combination, outcome(backend, combination, rows));
      }
    }
    return outcomes;
  }

  /** The twin's outcomes, which all tests here share. */
  private static synchronized Map<Combination, Outcome> twin() {
    if (twin == null) {
      twin = all(new TwinBackend());
    }
    return twin;
  }

  private static Stream<Combination> trained() {
    return twin().keySet().stream().filter(one -> twin().get(one).result().isPresent());
  }

  private static Set<Task> tasks() {
    return trained().map(Combination::task).collect(toSet());
  }

  @Test
  @DisplayName(
      "what has a meaning trains; what has none is refused, and the message says the way out")
  void everyCombinationTrainsOrNamesTheWayOut() {
    twin().forEach(CombinationsTest::requireByRule);
  }

  private static void requireByRule(Combination combination, Outcome outcome) {
    Set<Combination.Refusal> reasons = combination.refusals();
    if (outcome.result().isEmpty()) {
      assertTrue(
          reasons.stream().anyMatch(reason -> outcome.refusal().contains(reason.wayOut)),
          () -> combination + " should give " + reasons + ", but: " + outcome.refusal());
      return;
    }
    assertEquals(Set.of(), reasons, () -> combination + " trains, though it has no meaning");
    TrainingResult result = outcome.result().get();
    // At parameters of 0 every probability is 1 / classes, or 1/2 for each label.
    double atZero =
        switch (combination.task().head()) {
          case SIGMOID -> Math.log(2);
          case SOFTMAX -> Math.log(3);
          case MULTILABEL -> Math.log(2) * sidesOfLabels(combination.task());
        };
    assertTrue(result.objective() < atZero, () -> combination + ": " + result.objective());
    assertTrue(result.status() != Status.DIVERGED, combination::toString);
    for (float weight : result.model().weights()) {
      assertTrue(Math.abs(weight) <= combination.way().penalty().bound, combination::toString);
    }
  }

  @Test
  @DisplayName("one-hot rows give the bits of their class indices, where no smoothing is rounded")
  void oneHotIsItsIndex() {
    twin()
        .forEach(
            (one, outcome) -> {
              Task task = one.task();
              if (task.targets() == Targets.ONE_HOT && !task.isSmoothed()) {
                Task indices = new Task(task.head(), Targets.INDICES, false, task.weights());
                Outcome expected = twin().get(new Combination(indices, one.way()));
                assertEquals(expected.bits(), outcome.bits(), one::toString);
              }
            });
  }

  /** What the two sides of the labels of a row count together, in the mean over the rows. */
  private static double sidesOfLabels(Task task) {
    WeightedRows rows = WeightedRows.of(task.rows(), task.loss().classWeights());
    double e = task.loss().labelSmoothing();
    double[] positive = rows.sumByClass();
    double sides = positive.length;
    for (int c = 0; c < positive.length; ++c) {
      double q = rows.positiveWeights() == null ? 1 : rows.positiveWeights()[c];
      sides += (q - 1) * ((1 - e) * positive[c] / rows.sum() + e / 2);
    }
    return sides;
  }

  @Test
  void everyRefusalIsMet() {
    Set<Combination.Refusal> met = EnumSet.noneOf(Combination.Refusal.class);
    for (Outcome outcome : twin().values()) {
      Stream.of(Combination.Refusal.values())
          .filter(reason -> outcome.refusal().contains(reason.wayOut))
          .forEach(met::add);
    }
    assertEquals(EnumSet.allOf(Combination.Refusal.class), met);
  }

  @Test
  void everyOptimizerIsHere() {
    Set<Optimizer> here = EnumSet.of(Optimizer.AUTO);
    Stream.of(Solver.values()).map(solver -> solver.optimizer).forEach(here::add);
    assertEquals(EnumSet.allOf(Optimizer.class), here);
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  @DisplayName("the twin's outcome, bit for bit, and gradients that are those of differences")
  void givesTheTwinsBits(OpenClDevice device) {
    assumeFalse(Devices.isSlow(device), "thousands of trainings take a fast device");
    try (Backend backend = Devices.open(device)) {
      all(backend)
          .forEach(
              (combination, outcome) ->
                  assertEquals(
                      twin().get(combination).bits(), outcome.bits(), combination::toString));
      requireGradients(backend);
    }
  }

  @Test
  void gradientsAreThoseOfDifferences() {
    requireGradients(new TwinBackend());
  }

  private static void requireGradients(Backend backend) {
    for (Task task : tasks()) {
      LinearModel model =
          twin().get(new Combination(task, L2_BY_LBFGS)).result().orElseThrow().model();
      GradientCheck check =
          GradientCheck.run(backend, model, task.rows(), Combination.L2, task.loss());
      assertTrue(check.passed(), () -> task + ": " + check);
    }
  }

  @Test
  @DisplayName("the full-batch optimizers come to one optimum")
  void optimaAgree() {
    for (Task task : tasks()) {
      Map<Solver, Double> objectives = new HashMap<>();
      for (Solver solver : new Solver[] {Solver.LBFGS, Solver.OWLQN, Solver.NEWTON}) {
        TrainingOptions options =
            new Combination(task, new Way(solver, Regularizer.L2))
                .options()
                .withStopping(Stopping.DEFAULT);
        LinearModel model = train(new TwinBackend(), task.rows(), options).model();
        objectives.put(solver, objective(model, task));
      }
      double least = objectives.values().stream().min(Double::compare).orElseThrow();
      double most = objectives.values().stream().max(Double::compare).orElseThrow();
      assertTrue(most - least <= 1e-6 * least, () -> task + ": " + objectives);
    }
  }

  /** By the textbook, in double. */
  private static double objective(LinearModel model, Task task) {
    WeightedRows used = WeightedRows.of(task.rows(), task.loss().classWeights());
    Dataset rows = used.rows().withWeights(used.weights());
    double smoothing = task.loss().labelSmoothing();
    double squares = 0;
    for (float weight : model.weights()) {
      squares += (double) weight * weight;
    }
    return SoftTables.loss(model, rows, smoothing, used.positiveWeights())
        + Combination.L2 / 2 * squares;
  }

  @Test
  @DisplayName("docs/training.md says what goes with what")
  void pageSaysWhatGoesWithWhat() throws IOException {
    String tables = "\n" + new CombinationTables(trained().collect(toSet())).markdown() + "\n";
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    assertTrue(from >= BEGIN.length() && to >= from, "the markers of the tables are in " + PAGE);
    if (Boolean.getBoolean("logcl.writeDocs")) {
      Files.writeString(PAGE, page.substring(0, from) + tables + page.substring(to));
      return;
    }
    assertEquals(
        tables,
        page.substring(from, to),
        "What "
            + PAGE
            + " says goes together is not what trains. To write it again: mvn test -Dtest=CombinationsTest"
            + " -Dlogcl.writeDocs=true");
  }
}
