package org.logcl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.data.Split;
import org.logcl.error.FileFailureException;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.Backend;
import org.logcl.report.EpochLine;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains on bundled data. */
@Command(
    name = "demo",
    description = {
      "Trains softmax on the bundled digits (1,797 images of 8 x 8), scores held-out rows, and verifies device against twin.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
  private static final String DIGITS = "/org/logcl/examples/digits.csv";
  // Pixels run from 0 to 16, so the step is a tenth of the usual one.
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withLearningRate(0.01).withEpochs(20);

  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    Dataset digits = digits();
    Split split = Split.stratified(digits, 0.2, OPTIONS.seed());
    Dataset training = digits.subset(split.training());
    Dataset held = digits.subset(split.validation());
    output.say(
        String.format(
            "digits: %d rows to train on, %d held out, %d features, %d classes",
            training.rows(), held.rows(), training.columns(), training.labels().count()));
    try (Backend backend = device.open(output)) {
      TrainingResult result =
          Trainer.train(backend, training, Optional.of(held), OPTIONS, new TrainingSpeaker(output));
      output.result("held out: " + EpochLine.figures(result.validation().orElseThrow()));
      output.result("model sha256 " + result.model().modelSha256());
      return 0;
    }
  }

  private static Dataset digits() {
    try (InputStream in = DemoCommand.class.getResourceAsStream(DIGITS)) {
      Path file = Files.createTempFile("logcl-digits-", ".csv");
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return CsvReader.read(file, CsvOptions.ofTarget("digit"));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new FileFailureException(
          "The bundled digits cannot be unpacked: " + e.getMessage() + ".", e);
    }
  }
}
