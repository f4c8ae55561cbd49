package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.objective.Totals;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.LeakWatch;
import org.logcl.testing.PlainSgd;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;

/** A device gives the twin's bits, whatever the options; and nothing stays behind on it. */
@Tag("device")
class TrainerDeviceTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withEpochs(2);

  private record Run(String name, Dataset rows, Optional<Dataset> held, TrainingOptions options) {
    TrainingResult on(Backend backend) {
      return Trainer.train(backend, rows, held, options, TrainingListener.NONE);
    }
  }

  private static Run run(String name, Dataset rows, TrainingOptions options) {
    return new Run(name, rows, Optional.empty(), options);
  }

  /** Small ones for all devices. */
  private static List<Run> small() {
    Dataset two = Tables.make(37, 5, 2, 1);
    Dataset three = Tables.make(37, 5, 3, 2);
    Dataset uneven = Tables.weighted(three, Tables.onesBut(37, 0.3f, 0, 5, 30, 36));
    Dataset partly = Tables.weighted(two, Tables.onesBut(37, 1e-20f, 32, 33, 34, 35, 36));
    Optional<Dataset> held = Optional.of(Tables.make(19, 5, 3, 3));
    TrainingOptions given = OPTIONS.withStart(new float[] {1, 2, -3, 0.5f, 0}, new float[] {-1});
    return List.of(
        run("sigmoid", two, OPTIONS),
        run("softmax", three, OPTIONS),
        run("softmax head on two classes", two, OPTIONS.withHead(Head.SOFTMAX)),
        run("momentum and penalty", three, OPTIONS.withMomentum(0.9).withL2(0.1)),
        run("all at once", two, OPTIONS.withBatchSize(0)),
        run("batch of one", Tables.make(9, 1, 4, 4), OPTIONS.withBatchSize(1)),
        run("weights", uneven, OPTIONS),
        run("class weights", uneven, OPTIONS.withClassWeights(ClassWeights.balanced())),
        run(
            "a batch of no weight",
            partly,
            OPTIONS.withBatchOrder((epoch, n) -> PlainSgd.asTheyLie(n))),
        run("standardised, from a start", two, given.withStandardize(true)),
        new Run("validation", three, held, OPTIONS),
        run("diverging", two, OPTIONS.withL2(1e10).withLearningRate(1e10).withEpochs(9)));
  }

  /** Several chunks, lanes, tiles. */
  private static List<Run> large() {
    return List.of(
        run("sigmoid, chunks and lanes", Tables.make(1300, 130, 2, 5), OPTIONS.withBatchSize(600)),
        run("softmax, chunks", Tables.make(600, 30, 10, 6), OPTIONS.withBatchSize(0)),
        run("softmax, many classes", Tables.make(900, 70, 100, 7), OPTIONS.withBatchSize(800)),
        run("steps between waits", Tables.make(700, 3, 2, 8), OPTIONS.withBatchSize(2)));
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("tiny")
  @DisplayName("the twin's model and figures, bit for bit")
  void givesTheTwinsBits(OpenClDevice device) {
    try (OpenClBackend backend = Devices.open(device)) {
      small().forEach(run -> assertSame(run, backend));
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void givesTheTwinsBitsOnLargerShapes(OpenClDevice device) {
    Assumptions.assumeFalse(Devices.isSlow(device), device + " would take minutes");
    try (OpenClBackend backend = Devices.open(device)) {
      large().forEach(run -> assertSame(run, backend));
    }
  }

  private static void assertSame(Run run, Backend backend) {
    TrainingResult twin = run.on(new TwinBackend());
    TrainingResult result = run.on(backend);
    assertEquals(twin.model().modelSha256(), result.model().modelSha256(), run.name());
    assertEquals(twin.status(), result.status(), run.name());
    assertEquals(twin.training(), result.training(), run.name());
    assertEquals(twin.validation(), result.validation(), run.name());
    assertEquals(twin.penalty(), result.penalty(), run.name());
    assertEquals(figures(twin), figures(result), run.name());
    boolean wild = run.name().equals("diverging");
    assertEquals(wild ? Status.DIVERGED : Status.FINISHED, result.status(), run.name());
  }

  private static List<List<Optional<Totals>>> figures(TrainingResult result) {
    return result.epochs().stream()
        .map(report -> List.of(Optional.of(report.training()), report.validation()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("tiny")
  @DisplayName("an interrupt, a stop or a refusal leaves the device usable and without a buffer")
  void nothingStaysBehind(OpenClDevice device) {
    Run run =
        small().stream().filter(some -> some.name().equals("validation")).findFirst().orElseThrow();
    String expected = run.on(new TwinBackend()).model().modelSha256();
    try (LeakWatch watch = new LeakWatch()) {
      try (OpenClBackend backend = Devices.open(device)) {
        TrainingListener interrupter =
            new TrainingListener() {
              @Override
              public boolean epoch(EpochReport report) {
                Thread.currentThread().interrupt();
                return true;
              }
            };
        assertThrows(
            TrainingInterruptedException.class,
            () -> Trainer.train(backend, run.rows(), run.held(), run.options(), interrupter));
        assertTrue(Thread.interrupted(), "the flag stays set");
        TrainingOptions wrong = run.options().withBatchOrder((epoch, n) -> new int[n]);
        assertThrows(
            InputException.class,
            () -> Trainer.train(backend, run.rows(), run.held(), wrong, TrainingListener.NONE));
        assertEquals(expected, run.on(backend).model().modelSha256());
      }
      assertEquals(List.of(), watch.warnings());
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @DisplayName("the watch of the test before hears a buffer that was left open")
  void theWatchHearsALeak(OpenClDevice device) {
    try (LeakWatch watch = new LeakWatch()) {
      try (OpenClBackend backend = Devices.open(device)) {
        assertEquals(3, backend.floats("forgotten", 3).length());
      }
      assertEquals(1, watch.warnings().size());
      assertTrue(watch.warnings().get(0).endsWith(": forgotten"), watch.warnings().get(0));
    }
  }
}
