package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;

/** The full-batch optimizers from the command line: what is told, written, replayed, refused. */
class FullBatchCliTest {
  @TempDir Path directory;

  private Ran train(String... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", Cli.CANCER, "--target", "diagnosis", "--standardize"));
    arguments.addAll(List.of("--out", model(), "--device", "reference"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  @Test
  void tellsTheWayAndTheEnd() {
    Ran ran = train("--optimizer=lbfgs", "--l2=0.01");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("\niteration    0  objective 0.693147  loss 0.6931"), ran.out());
    assertTrue(ran.out().contains("\niteration   10  "), ran.out());
    assertFalse(ran.out().contains("\niteration   11  "), ran.out());
    assertTrue(
        ran.out().matches("(?s).*\nlbfgs: converged after \\d+ iterations, \\d+ evaluations; .*"),
        ran.out());
  }

  @Test
  void writesTheConvergenceReport() throws IOException {
    Map<?, ?> figures = train("--optimizer=lbfgs", "--l2=0.01", "--json", "--quiet").json();
    assertEquals("converged", figures.get("status"));
    assertEquals(List.of(), figures.get("epochs"));
    Map<?, ?> way = (Map<?, ?>) figures.get("convergence");
    assertEquals("lbfgs", way.get("optimizer"));
    List<?> history = (List<?>) way.get("history");
    assertEquals(((Number) way.get("iterations")).intValue() + 1, history.size());
    Map<?, ?> last = (Map<?, ?>) history.get(history.size() - 1);
    assertEquals(
        Set.of(
            "iteration",
            "evaluations",
            "data",
            "penalty",
            "total",
            "gradientNorm",
            "step",
            "seconds"),
        last.keySet());
    assertEquals(((Map<?, ?>) figures.get("objective")).get("total"), last.get("total"));
    assertEquals(way.get("gradientNorm"), last.get("gradientNorm"));
  }

  @Test
  void aLimitIsToldAndReplayed() {
    Ran ran = train("--optimizer=lbfgs", "--max-iterations=3");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(ran.out().contains("lbfgs: iteration limit after 3 iterations"), ran.out());
    assertTrue(ran.err().startsWith("warning: Training stopped after 3 iterations"), ran.err());
    Ran replay = Cli.run("verify", model(), "--data", Cli.CANCER, "--device", "reference");
    assertEquals(0, replay.code(), replay::toString);
    assertTrue(
        replay
            .out()
            .contains(
                "sigmoid, lbfgs, at most 3 iterations, tolerances 1.0E-6 and 1.0E-9, l1 0.0, l2 0.0, intercept free"),
        replay.out());
  }

  @Test
  void theClocksModelIsNotReplayed() {
    Ran ran = train("--optimizer=lbfgs", "--max-seconds=1e-9");
    assertTrue(ran.out().contains("lbfgs: time limit after 1 iterations"), ran::toString);
    Ran replay = Cli.run("verify", model(), "--data", Cli.CANCER, "--device", "reference");
    assertEquals(2, replay.code());
    assertTrue(replay.err().contains("training for 1 iterations gives the same"), replay.err());
  }

  @Test
  void earlyStoppingIsToldAndReplayed() throws IOException {
    Ran ran = train("--optimizer=lbfgs", "--patience=3", "--validation=0.3", "--json");
    assertEquals(0, ran.code(), ran::toString);
    Map<?, ?> way = (Map<?, ?>) ran.json().get("convergence");
    assertEquals("stopped_early", ran.json().get("status"));
    int best = ((Number) way.get("modelIteration")).intValue();
    assertEquals(best + 3, ((Number) way.get("iterations")).intValue());
    Ran told = train("--optimizer=lbfgs", "--patience=3", "--validation=0.3");
    assertTrue(told.out().contains("lbfgs: stopped early after " + (best + 3)), told.out());
    assertTrue(told.out().contains("\nthe model is that of iteration " + best), told.out());
    Ran replay = Cli.run("verify", model(), "--data", Cli.CANCER, "--device", "reference");
    assertEquals(0, replay.code(), replay::toString);
    assertTrue(replay.out().contains(", patience 3, l1 0.0"), replay.out());
    assertTrue(
        train("--optimizer=lbfgs", "--patience=3", "--validation=0.3", "--summary")
            .err()
            .contains("leave --patience out"));
  }

  @Test
  void refusesWhatHasNoMeaning() {
    for (String option :
        List.of("--epochs=3", "--batch-size=9", "--momentum=0", "--learning-rate=1")) {
      Ran ran = train("--optimizer=lbfgs", option);
      assertEquals(2, ran.code(), ran::toString);
      String name = option.substring(0, option.indexOf('='));
      assertTrue(ran.err().contains(name + " has no meaning for --optimizer lbfgs"), ran.err());
    }
    assertTrue(
        train("--max-iterations=3").err().contains("take a full-batch optimizer such as lbfgs"));
    assertTrue(
        train("--optimizer=lbfgs", "--max-iterations=0").err().contains("must be 1 or more"));
  }

  private static String sha256(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ran.out().substring(ran.out().indexOf("sha256 "));
  }

  @Test
  void otherNamesOfThePenaltyAreTranslated() {
    double l2 = 1 / (2 * 569.0);
    String expected = sha256(train("--optimizer=lbfgs", "--l2=" + l2));
    Ran c = train("--optimizer=lbfgs", "--C=2");
    assertEquals(expected, sha256(c));
    assertTrue(
        c.out().contains("\n--C 2.0 is --l1 0.0 --l2 " + l2 + " here: 1 / (C * 569.0)"), c.out());
    for (String name : List.of("--alpha", "--reg-param", "--weight-decay")) {
      Ran ran = train("--optimizer=lbfgs", name + "=" + l2);
      assertEquals(expected, sha256(ran));
      assertTrue(ran.out().contains(name + " " + l2 + " is --l1 0.0 --l2 " + l2), ran.out());
    }
    // The sum of weights is that of the rows trained on.
    Ran held = train("--optimizer=lbfgs", "--C=2", "--validation=0.2");
    assertTrue(held.out().contains("1 / (C * 45"), held.out());
  }

  @Test
  void aShareOfTheRenamedPenaltyMayBeL1() {
    String expected = sha256(train("--optimizer=owlqn", "--l1=0.0025", "--l2=0.0075"));
    assertEquals(expected, sha256(train("--optimizer=owlqn", "--alpha=0.01", "--l1-ratio=0.25")));
    assertEquals(
        expected,
        sha256(train("--optimizer=owlqn", "--reg-param=0.01", "--elastic-net-param=0.25")));
  }

  @Test
  void refusesPenaltiesThatContradict() {
    refused("--alpha and --weight-decay are names of one penalty", "--alpha=1", "--weight-decay=1");
    refused("--C is another name for --l2; leave --l2 out", "--C=1", "--l2=1");
    refused("--C is -1.0; it must be over 0", "--C=-1");
    refused("--l1-ratio goes with --C", "--l1-ratio=0.5");
    refused("--l1-ratio is 2.0; it must be from 0 to 1", "--C=1", "--l1-ratio=2");
    refused("--weight-decay has no share of L1", "--weight-decay=1", "--l1-ratio=0.5");
    refused("--intercept some is not known; there are: free, penalized, none", "--intercept=some");
    refused("The optimizer sgd has no L1 penalty; take owlqn", "--l1=0.1");
    refused("The optimizer sgd has free intercepts only", "--intercept=none");
  }

  private void refused(String reason, String... options) {
    Ran ran = train(options);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran.err());
  }

  @Test
  void autoSaysWhatItTookAndWhy() {
    Ran ran = train("--optimizer=auto", "--C=1");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(ran.out().contains("\noptimizer: newton, chosen by auto: 31 parameters"), ran.out());
    assertTrue(ran.out().contains("\nnewton: converged after "), ran.out());
  }
}
