package org.logcl.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.data.Split;
import org.logcl.error.DeviceException;
import org.logcl.error.InputException;
import org.logcl.io.AtomicFile;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.io.Json;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.report.EpochLine;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.TrainingResult.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains a model. */
@Command(
    name = "train",
    description = {
      "Trains a linear classifier on a CSV file and writes the model.",
      "",
      "Every column but the target is a numeric feature. The same data, options and seed give the same model, bit for bit, on every"
          + " device.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATA", description = "CSV file with a header, UTF-8.")
  private Path data;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COLUMN",
      description = "Column of the labels: its name, or its position from 1.")
  private String target;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Model file to write (safetensors).")
  private Path out;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "JSON file to write: epochs, final figures, model hash.")
  private Path metrics;

  @Option(
      names = "--validation",
      paramLabel = "FRACTION|FILE",
      description =
          "Rows to hold out: a fraction between 0 and 1 (seeded, stratified), or another CSV file. Default: none.")
  private String validation;

  @Mixin private TrainingFlags training;
  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    AtomicFile.requireWritable(out);
    if (metrics != null) {
      AtomicFile.requireWritable(metrics);
    }
    TrainingOptions options = training.options();
    Dataset all = DataFiles.training(data, target, output);
    Rows rows = split(all, options.seed());
    output.say(described(rows));
    try (Backend backend = device.open(output)) {
      TrainingResult result =
          Trainer.train(
              backend, rows.training(), rows.validation(), options, new TrainingSpeaker(output));
      if (result.status() == Status.DIVERGED) {
        throw new DeviceException("Training diverged; nothing was written.");
      }
      LinearModel model = result.model().withMetadata(notes(result.model()));
      ModelFile.write(out, model);
      TrainingMetrics report = new TrainingMetrics(result, backend, rows.training());
      if (metrics != null) {
        AtomicFile.write(metrics, stream -> Json.write(stream, report::write));
      }
      output.say("training    " + EpochLine.figures(result.training()));
      result.validation().ifPresent(held -> output.say("validation  " + EpochLine.figures(held)));
      output.say(
          String.format(
              "objective %.6f (data %.6f, penalty %.6f), %.2f s",
              result.objective(), result.training().logLoss(), result.penalty(), result.seconds()));
      output.say("model " + out + "  sha256 " + model.modelSha256());
      output.json(report::write);
    }
    return 0;
  }

  /** The rows to train on and to hold out. */
  private record Rows(Dataset training, Optional<Dataset> validation) {}

  private Rows split(Dataset all, long seed) {
    if (validation == null) {
      return new Rows(all, Optional.empty());
    }
    Optional<Double> fraction = fraction();
    if (fraction.isPresent()) {
      Split split = Split.stratified(all, fraction.get(), seed);
      return new Rows(all.subset(split.training()), Optional.of(all.subset(split.validation())));
    }
    Path file = Path.of(validation);
    if (!Files.exists(file)) {
      throw new InputException(
          "--validation "
              + validation
              + ": neither a fraction between 0 and 1 nor a file that exists.");
    }
    CsvOptions csv = CsvOptions.ofTarget(target);
    return new Rows(
        all, Optional.of(CsvReader.readMatching(file, csv, all.featureNames(), all.labels())));
  }

  private Optional<Double> fraction() {
    try {
      return Optional.of(Double.valueOf(validation));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private String described(Rows rows) {
    Dataset train = rows.training();
    return String.format(
        "%s: %d rows to train on%s, %d features, %d classes",
        data.getFileName(),
        train.rows(),
        rows.validation().map(held -> ", " + held.rows() + " held out").orElse(""),
        train.columns(),
        train.labels().count());
  }

  private Map<String, String> notes(LinearModel model) {
    Map<String, String> notes = new TreeMap<>(model.metadata());
    notes.put("target", target);
    notes.put("validation", validation == null ? "none" : validation);
    return notes;
  }
}
