package org.logcl.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.report.StageTable;
import org.logcl.train.TrainingOptions;
import org.logcl.verify.Check;
import org.logcl.verify.GradientStage;
import org.logcl.verify.Report;
import org.logcl.verify.TrainingCheck;
import org.logcl.verify.Verifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies a device. */
@Command(
    name = "verify",
    description = {
      "Compares, stage by stage, the device's bits with the CPU twin's, and its values with the textbook formula in double precision"
          + " against a derived bound.",
      "",
      "On generated inputs of awkward shapes, or on your own data; or trains a MODEL again. The exit code is 1 where a bit differs or a bound does not hold, 2 where a model cannot be trained again.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description =
          "Model file: train it again on --data from what it says of its training, and compare the two bit for bit. Default: none.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "CSV file with a header: verify on these rows. Default: none, on generated inputs.")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "Column of the labels in --data: its name, or its position from 1. Default: none.")
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "Column of the rows' weights in --data: its name, or its position from 1. Default: none; with MODEL, that of its training.")
  private String weights;

  @Option(
      names = "--ignore-label",
      paramLabel = "LABEL",
      description =
          "Leave the rows of --data with this label out. Default: none; with MODEL, that of its training.")
  private String ignored;

  @Option(
      names = "--standardize",
      description = "Standardize the features of --data, as training would.")
  private boolean standardize;

  @Option(
      names = "--init",
      paramLabel = "MODEL",
      description = "The model that MODEL started from, if it started from one. Default: none.")
  private Path init;

  @Mixin private VerifyExtent extent;
  @Mixin private VerifiedDevice device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    if (model != null) {
      return replay();
    }
    if (init != null) {
      throw new InputException("--init goes with a MODEL to train again.");
    }
    if ((data == null) != (target == null)) {
      throw new InputException(
          "--data and --target go together: a file, and the column of its labels.");
    }
    if ((weights != null || ignored != null) && data == null) {
      throw new InputException("--weights and --ignore-label are about --data; give that too.");
    }
    extent.check(data != null, output);
    try (Opening opening = device.begin()) {
      Dataset rows = data == null ? null : DataFiles.training(data, reading(), output);
      return verify(opening, rows);
    }
  }

  private Reading reading() {
    return Reading.of(target, weights, ignored);
  }

  private int verify(Opening opening, Dataset rows) {
    try (Backend backend = opening.open(output)) {
      long start = System.nanoTime();
      Report report =
          rows == null
              ? extent.run(backend, output)
              : Verification.run(backend, onData(rows), output);
      double took = (System.nanoTime() - start) / 1e9;
      StageTable.of(report).forEach(output::result);
      extent.tell(report, took, output);
      extent.write(report, backend, took, output);
      output.json(json -> Verification.write(json, report));
      return report.passed() ? 0 : 1;
    }
  }

  private int replay() {
    if (data == null) {
      throw new InputException(
          "To train a model again takes --data FILE, the rows it was trained on.");
    }
    if (standardize) {
      throw new InputException(
          "--standardize does not go with a MODEL, which says itself whether it standardizes.");
    }
    extent.refuse("a MODEL to train again");
    try (Opening opening = device.begin()) {
      ReplayRun run = new ReplayRun(model, data, reading(), init, output);
      try (Backend backend = opening.open(output)) {
        return run.run(backend);
      }
    }
  }

  private List<Check> onData(Dataset rows) {
    int classes = rows.labels().count();
    Preparation preparation =
        standardize ? Preparation.standardizing(Standardization.fit(rows)) : Preparation.none();
    Preparation.Prepared prepared = preparation.prepare(rows);
    prepared.warnings().forEach(output::warn);
    Dataset ready = prepared.dataset();
    Shape shape = new Shape(rows.columns(), classes == 2 ? 1 : classes);
    List<Check> checks =
        new ArrayList<>(
            Verifier.checks(shape, ready.features(), ready.targets(), ready.weights(), null));
    checks.add(GradientStage.on(data.getFileName().toString(), rows, preparation));
    TrainingOptions options =
        TrainingOptions.defaults()
            .withEpochs(2)
            .withStandardize(standardize)
            .withLearningRate(0.01);
    checks.add(new TrainingCheck("training on " + data.getFileName(), rows, options));
    return checks;
  }
}
