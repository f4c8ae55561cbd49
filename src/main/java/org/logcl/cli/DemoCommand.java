package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
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
import org.logcl.report.StageTable;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.verify.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Trains on bundled data. */
@Command(
    name = "demo",
    description = {
      "Trains softmax on the bundled digits (1,797 images of 8 x 8), scores held-out rows, and verifies device against twin.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
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
    try (Opening opening = device.begin()) {
      return run(opening);
    }
  }

  private int run(Opening opening) {
    Dataset digits = digits();
    Split split = Split.stratified(digits, 0.2, OPTIONS.seed());
    Dataset training = digits.subset(split.training());
    Dataset held = digits.subset(split.validation());
    output.say(
        String.format(
            "digits: %d rows to train on, %d held out, %d features, %d classes",
            training.rows(), held.rows(), training.columns(), training.labels().count()));
    try (Backend backend = opening.open(output);
        TrainingSpeaker speaker = new TrainingSpeaker(output)) {
      TrainingResult result = Trainer.train(backend, training, Optional.of(held), OPTIONS, speaker);
      output.result("held out: " + EpochLine.figures(result.validation().orElseThrow()));
      output.result("model sha256 " + result.model().modelSha256());
      output.say("");
      output.say(
          "verifying every kernel: this device's bits against the CPU twin's, and both against the textbook formula");
      Report report = Verification.run(backend, Verification.generated(backend, output), output);
      StageTable.of(report).forEach(output::result);
      output.json(json -> write(json, backend, result, report));
      return report.passed() ? 0 : 1;
    }
  }

  private static void write(
      JsonGenerator json, Backend backend, TrainingResult result, Report report)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("device", backend.device());
    json.writeStringField("backend", backend.kind());
    Figures.write(json, "train", result.training());
    Figures.write(json, "validation", result.validation().orElseThrow());
    json.writeStringField("modelSha256", result.model().modelSha256());
    json.writeFieldName("verification");
    Verification.write(json, report);
    json.writeEndObject();
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
