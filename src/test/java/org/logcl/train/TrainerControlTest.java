package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.logcl.data.Dataset;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;

/** Listening, stopping, interrupting, diverging. */
class TrainerControlTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withEpochs(4);

  /** Writes down what it sees. */
  private static class Recorder implements TrainingListener {
    final List<String> seen = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    @Override
    public void warning(String message) {
      warnings.add(message);
    }

    @Override
    public void progress(int epoch, int rowsDone, int rows) {
      seen.add("epoch " + epoch + ": " + rowsDone + " of " + rows);
    }

    @Override
    public boolean epoch(EpochReport report) {
      seen.add("epoch " + report.epoch() + " done");
      return true;
    }
  }

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  private static TrainingResult train(
      Dataset rows, TrainingOptions options, TrainingListener listener) {
    return Trainer.train(new TwinBackend(), rows, Optional.empty(), options, listener);
  }

  @Test
  void theListenerSeesProgressAndEpochs() {
    Recorder recorder = new Recorder();
    // Many classes: with few, the steps of so small an epoch run in one launch, which shows no
    // progress.
    train(Tables.make(300, 2, 33, 1), OPTIONS.withEpochs(2).withBatchSize(1), recorder);
    assertEquals(
        List.of(
            "epoch 1: 256 of 300",
            "epoch 1: 300 of 300",
            "epoch 1 done",
            "epoch 2: 256 of 300",
            "epoch 2: 300 of 300",
            "epoch 2 done"),
        recorder.seen);
    assertEquals(List.of(), recorder.warnings);
  }

  @Test
  void theListenerHearsWarningsOnce() {
    Recorder recorder = new Recorder();
    Dataset rows = Tables.make(40, 2, 2, 2);
    rows.features()[6] = 0x1p31f;
    // So small a rate that nothing diverges.
    train(rows, OPTIONS.withLearningRate(1e-30), recorder);
    assertEquals(1, recorder.warnings.size());
    assertTrue(recorder.warnings.get(0).contains("x0"), recorder.warnings.get(0));
  }

  @Test
  void theListenerStops() {
    Dataset rows = Tables.make(60, 3, 3, 3);
    TrainingResult result =
        train(
            rows,
            OPTIONS,
            new TrainingListener() {
              @Override
              public boolean epoch(EpochReport report) {
                return report.epoch() < 2;
              }
            });
    assertEquals(Status.STOPPED, result.status());
    assertEquals(2, result.epochs().size());
    assertEquals("2", result.model().metadata().get("epochsDone"));
    assertEquals("stopped", result.model().metadata().get("status"));
    TrainingResult two = train(rows, OPTIONS.withEpochs(2), TrainingListener.NONE);
    assertEquals(two.model().modelSha256(), result.model().modelSha256());
    assertEquals(two.training(), result.training());
  }

  @Test
  void aListenersExceptionComesThrough() {
    IllegalStateException mine = new IllegalStateException("mine");
    TrainingListener thrower =
        new TrainingListener() {
          @Override
          public boolean epoch(EpochReport report) {
            throw mine;
          }
        };
    assertSame(
        mine,
        assertThrows(
            IllegalStateException.class, () -> train(Tables.make(60, 3, 3, 3), OPTIONS, thrower)));
  }

  @Test
  void anInterruptEndsTrainingAndTheFlagStaysSet() {
    List<Integer> epochs = new ArrayList<>();
    TrainingListener interrupter =
        new TrainingListener() {
          @Override
          public boolean epoch(EpochReport report) {
            epochs.add(report.epoch());
            Thread.currentThread().interrupt();
            return true;
          }
        };
    // Large enough for the twin to hand work to other threads, which an interrupt must not break.
    Dataset rows = Tables.make(3000, 20, 10, 4);
    TrainingOptions options = OPTIONS.withBatchSize(0);
    assertThrows(TrainingInterruptedException.class, () -> train(rows, options, interrupter));
    assertEquals(List.of(1), epochs);
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInterruptIsSeenWithinAnEpoch() {
    Recorder recorder = new Recorder();
    Dataset rows = Tables.make(600, 2, 3, 5);
    Thread.currentThread().interrupt();
    assertThrows(
        TrainingInterruptedException.class, () -> train(rows, OPTIONS.withBatchSize(1), recorder));
    assertEquals(List.of(), recorder.seen, "the 256th of 600 steps is the first to look");
    assertTrue(Thread.interrupted());
  }

  /** Features so large that the first step leaves the range of float32. */
  private static Dataset wild() {
    Dataset rows = Tables.make(64, 2, 2, 6);
    for (int i = 0; i < rows.features().length; ++i) {
      rows.features()[i] *= 1e9f;
    }
    return rows;
  }

  @Test
  @DisplayName("a parameter out of range: the model of the epoch before, finite, and advice")
  void divergenceWithinAnEpoch() {
    Recorder recorder = new Recorder();
    float[] weights = {1e-9f, -1e-9f};
    float[] bias = {0.5f};
    TrainingResult result =
        train(wild(), OPTIONS.withLearningRate(1e30).withStart(weights, bias), recorder);
    assertEquals(Status.DIVERGED, result.status());
    assertEquals(List.of(), result.epochs());
    assertArrayEquals(weights, result.model().weights());
    assertArrayEquals(bias, result.model().bias());
    assertTrue(Double.isFinite(result.training().loss()));
    assertEquals("diverged", result.model().metadata().get("status"));
    assertEquals("0", result.model().metadata().get("epochsDone"));
    String last = recorder.warnings.get(recorder.warnings.size() - 1);
    assertEquals(
        "Training diverged in epoch 1: the loss or a parameter is no longer a finite number."
            + " Use a smaller learning rate than 1.0E30, or standardize the features.",
        last);
  }

  @Test
  void divergenceInALaterEpochKeepsTheEpochsBefore() {
    Dataset rows = Tables.make(64, 2, 2, 7);
    // The penalty's part of a step multiplies the weights by 1 - 1e20: 1e10, 1e30, infinity.
    TrainingOptions options =
        OPTIONS.withBatchSize(0).withL2(1e10).withLearningRate(1e10).withEpochs(9);
    Recorder recorder = new Recorder();
    TrainingResult result = train(rows, options, recorder);
    assertEquals(Status.DIVERGED, result.status());
    int done = result.epochs().size();
    assertTrue(done >= 1 && done < 9, "epochs done: " + done);
    assertTrue(Double.isFinite(result.training().loss()));
    TrainingResult before = train(rows, options.withEpochs(done), TrainingListener.NONE);
    assertEquals(before.model().modelSha256(), result.model().modelSha256());
    assertTrue(recorder.warnings.get(0).startsWith("Training diverged in epoch " + (done + 1)));
  }

  @Test
  @DisplayName("the last step went too far: its batch was scored before, the model is not")
  void divergenceByTheLastStep() {
    Recorder recorder = new Recorder();
    // A gradient of about 1e9 at rate 1e28 gives weights of 1e37, and logits of 1e46.
    TrainingResult result =
        train(wild(), OPTIONS.withEpochs(1).withBatchSize(0).withLearningRate(1e28), recorder);
    assertEquals(Status.DIVERGED, result.status());
    assertArrayEquals(new float[2], result.model().weights());
    assertEquals(Math.log(2), result.training().logLoss(), 1e-6);
    assertFalse(recorder.warnings.isEmpty());
  }

  @Test
  void adviceDoesNotTellToStandardizeTwice() {
    Recorder recorder = new Recorder();
    TrainingOptions options =
        OPTIONS.withBatchSize(0).withL2(1e10).withLearningRate(1e10).withEpochs(9);
    train(Tables.make(64, 2, 2, 7), options.withStandardize(true), recorder);
    assertTrue(
        recorder.warnings.get(0).endsWith("Use a smaller learning rate than 1.0E10."),
        recorder.warnings.get(0));
  }
}
