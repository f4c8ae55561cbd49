package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.data.Dataset;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Tuning;
import org.logcl.kernel.Tuning.Flavour;
import org.logcl.kernel.TwinBackend;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.ChildJvm;
import org.logcl.testing.Devices;

/** Whatever the tuning and however many threads: one model. */
@Tag("device")
class VariantsTest {
  private static final List<Tuning> TUNINGS =
      List.of(
          new Tuning(Flavour.CPU, 1),
          new Tuning(Flavour.CPU, 16),
          new Tuning(Flavour.CPU, 64),
          new Tuning(Flavour.GPU, 1),
          new Tuning(Flavour.GPU, 16),
          new Tuning(Flavour.GPU, 64),
          new Tuning(Flavour.CPU, 256, 8, 1, 0, 32),
          new Tuning(Flavour.GPU, 4, 192, 2, 9, 32));

  /** Prints the hashes of both examples on PoCL, or on the twin. */
  static final class Hashes {
    private Hashes() {}

    public static void main(String[] arguments) {
      OpenClDevice pocl =
          Devices.all().filter(device -> device.info().isPocl()).findFirst().orElseThrow();
      try (Backend backend = new OpenClBackend(pocl)) {
        System.out.println(hashes(backend));
      }
    }
  }

  /**
   * Hash of the model and final loss for each way to train: batches and all rows at once, on both
   * examples.
   */
  private static Set<String> hashes(Backend backend) {
    Set<String> hashes = new TreeSet<>();
    for (String[] example : new String[][] {{"digits", "digit"}, {"breast_cancer", "diagnosis"}}) {
      Dataset rows =
          CsvReader.read(Path.of("examples", example[0] + ".csv"), CsvOptions.ofTarget(example[1]));
      for (int batch : new int[] {32, 0}) {
        TrainingOptions options =
            TrainingOptions.defaults().withEpochs(2).withStandardize(true).withBatchSize(batch);
        TrainingResult result =
            Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
        double loss = result.training().logLoss();
        hashes.add(example[0] + " " + batch + " " + result.model().modelSha256() + " " + loss);
      }
    }
    return hashes;
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void everyTuningGivesTheTwinsModel(OpenClDevice device) {
    Assumptions.assumeFalse(
        Devices.isSlow(device), "minutes of compilation; the kernels' contracts run there");
    Set<String> expected = hashes(new TwinBackend());
    for (Tuning tuning : TUNINGS) {
      try (Backend backend = new OpenClBackend(device, "", tuning)) {
        assertEquals(expected, hashes(backend), tuning.toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2"})
  void everyNumberOfThreadsGivesTheTwinsModel(int threads) throws Exception {
    Assumptions.assumeTrue(
        Devices.all().anyMatch(device -> device.info().isPocl()), "no PoCL here");
    ChildJvm.Ended ended =
        new ChildJvm(Hashes.class)
            .with("POCL_MAX_PTHREAD_COUNT", threads)
            .withSignalChaining()
            .run();
    assertEquals(hashes(new TwinBackend()).toString(), ended.out().strip(), ended.toString());
  }
}
