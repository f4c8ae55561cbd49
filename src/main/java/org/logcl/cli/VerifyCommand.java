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

/** Verifies a device. */
@Command(
    name = "verify",
    description = {
      "Compares, stage by stage, the device's bits with the CPU twin's, and its values with the textbook formula in double precision"
          + " against a derived bound.",
      "",
      "On generated inputs of awkward shapes, or on your own data. The exit code is 1 where a bit differs or a bound does not hold.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
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
      names = "--standardize",
      description = "Standardize the features of --data, as training would.")
  private boolean standardize;

  @Mixin private VerifyExtent extent;
  @Mixin private VerifiedDevice device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    if ((data == null) != (target == null)) {
      throw new InputException(
          "--data and --target go together: a file, and the column of its labels.");
    }
    extent.check(data != null, output);
    Dataset rows = data == null ? null : DataFiles.training(data, target, output);
    try (Backend backend = device.openUnprobed(output)) {
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
