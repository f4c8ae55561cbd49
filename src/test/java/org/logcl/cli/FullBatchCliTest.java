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
        replay.out().contains("sigmoid, lbfgs, at most 3 iterations, tolerances 1.0E-6 and 1.0E-9"),
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
  void refusesWhatHasNoMeaning() {
    for (String option :
        List.of("--epochs=3", "--batch-size=9", "--momentum=0", "--learning-rate=1")) {
      Ran ran = train("--optimizer=lbfgs", option);
      assertEquals(2, ran.code(), ran::toString);
      String name = option.substring(0, option.indexOf('='));
      assertTrue(ran.err().contains(name + " has no meaning for --optimizer lbfgs"), ran.err());
    }
    assertTrue(
        train("--max-seconds=3").err().contains("take a full-batch optimizer such as lbfgs"));
    assertTrue(
        train("--optimizer=lbfgs", "--max-iterations=0").err().contains("must be 1 or more"));
  }
}
