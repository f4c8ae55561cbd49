package org.logcl.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.error.DeviceException;
import org.logcl.io.AtomicFile;
import org.logcl.io.Json;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.report.EpochLine;
import org.logcl.report.IterationLine;
import org.logcl.select.SelectionOptions;
import org.logcl.select.SelectionResult;
import org.logcl.select.Selector;
import org.logcl.train.TrainingOptions;
import org.logcl.train.TrainingResult;
import org.logcl.train.TrainingResult.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses a penalty and trains a model with it. */
@Command(
    name = "select",
    description = {
      "Chooses the penalty of a linear classifier by cross-validation, trains on all rows with it, and writes the model.",
      "",
      "Data are as for train. The same data, options and seed give the same figures and model, bit for bit, on every device.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SelectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DATA", description = "CSV file with a header, UTF-8.")
  private Path data;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "COLUMN",
      description = {
        "Column of the labels: its name, or its position from 1. Or several columns, separated by commas, with numbers from 0 to 1: the"
            + " shares of their classes (soft targets, one-hot), or with --head multilabel labels that go together."
      })
  private String target;

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "Column of the rows' weights, from 0 up: its name, or its position from 1. Not a feature. Default: none, every row weighs 1.")
  private String weights;

  @Option(
      names = "--ignore-label",
      paramLabel = "LABEL",
      description = "Leave the rows of this label out, such as unknown; no class. Default: none.")
  private String ignored;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "MODEL",
      description = "Model file to write (safetensors).")
  private Path out;

  @Option(
      names = "--metrics",
      paramLabel = "FILE",
      description = "JSON file to write: the table, the choice, model hash. Default: none.")
  private Path metrics;

  @Mixin private SelectionFlags flags;
  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    checkFiles();
    SelectionOptions selection = flags.selection();
    TrainingOptions options = flags.training();
    try (Opening opening = device.begin()) {
      select(opening, options, selection);
    }
    return 0;
  }

  private void select(Opening opening, TrainingOptions options, SelectionOptions selection) {
    Reading given = Reading.of(target, weights, ignored).withHead(options.head());
    Dataset rows = DataFiles.training(data, given, output);
    Reading reading = DataFiles.named(data, given);
    output.say(
        String.format(
            "%s: %d rows, %d %s, %d classes; %d folds",
            data.getFileName(),
            rows.rows(),
            rows.columns(),
            rows.columns() == 1 ? "feature" : "features",
            rows.labels().count(),
            selection.folds()));
    try (Backend backend = opening.open(output)) {
      if (output.speaks()) {
        DataAdvice.of(rows, options).forEach(line -> output.say("note: " + line));
      }
      SelectionResult result = select(backend, rows, options, selection);
      Map<String, String> notes = new TreeMap<>(result.training().model().metadata());
      reading.addTo(notes);
      notes.put("dataSha256", rows.sha256());
      notes.put("validation", "none");
      LinearModel model = result.training().model().withMetadata(notes);
      ModelFile.write(out, model);
      SelectionMetrics report = new SelectionMetrics(result, backend, rows);
      if (metrics != null) {
        AtomicFile.write(metrics, stream -> Json.write(stream, report::write));
      }
      print(result);
      output.json(report::write);
    }
  }

  /** Before long work: what will be written can be, and is nothing that is read. */
  private void checkFiles() {
    SameFile.refuse("--out", out, "DATA", data);
    SameFile.refuse("--metrics", metrics, "--out", out);
    SameFile.refuse("--metrics", metrics, "DATA", data);
    output.willWrite("--out", out);
    AtomicFile.requireWritable(out);
    if (metrics != null) {
      output.willWrite("--metrics", metrics);
      AtomicFile.requireWritable(metrics);
    }
  }

  private SelectionResult select(
      Backend backend, Dataset rows, TrainingOptions options, SelectionOptions selection) {
    try (SelectionSpeaker speaker = new SelectionSpeaker(output)) {
      SelectionResult result = Selector.select(backend, rows, options, selection, speaker);
      if (result.training().status() == Status.DIVERGED) {
        throw new DeviceException("Nothing was written: training diverged.");
      }
      return result;
    }
  }

  private void print(SelectionResult result) {
    TrainingResult training = result.training();
    output.result(IterationLine.summary(training.status(), training.convergence().orElseThrow()));
    output.result("training    " + EpochLine.figures(training.training()));
    output.result(
        String.format(
            "objective   %.6f (data %.6f, penalty %.6f), %.2f s",
            training.objective(),
            training.training().logLoss(),
            training.penalty(),
            result.seconds()));
    output.result("model       " + out + "  sha256 " + training.model().modelSha256());
  }
}
