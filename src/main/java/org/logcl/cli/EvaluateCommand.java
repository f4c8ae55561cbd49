package org.logcl.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.model.LinearModel;
import org.logcl.objective.Scorer;
import org.logcl.objective.Totals;
import org.logcl.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scores a model. */
@Command(
    name = "evaluate",
    description = {
      "Scores a model on labelled rows: log loss (nats, from logits), accuracy, and figures for each class.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
  private Path modelFile;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description =
          "CSV file with the model's features, by name, and the target; extra columns are ignored.")
  private Path data;

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "Column of the labels: name, or position from 1. Default: the target that the model was trained on.")
  private String target;

  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    LinearModel model = ModelFile.read(modelFile);
    String column = target != null ? target : model.metadata().get("target");
    if (column == null) {
      throw new InputException(
          modelFile + " does not say what it was trained on: give --target COLUMN.");
    }
    try (Opening opening = device.begin()) {
      Dataset rows = DataFiles.matching(data, Optional.of(column), model, output);
      try (Backend backend = opening.open(output)) {
        Totals totals = Scorer.score(backend, model, rows);
        ConfusionMatrix confusion = Scorer.confusion(backend, model, rows);
        print(model, totals, confusion);
        json(model, backend, totals, confusion);
      }
    }
    return 0;
  }

  private void print(LinearModel model, Totals totals, ConfusionMatrix confusion) {
    output.result(
        String.format(
            "log loss  %.6f  (%.6f if every row got the classes' shares)",
            totals.logLoss(), confusion.priorLogLoss()));
    output.result(
        String.format(
            "accuracy  %d/%d (%.2f%%)", totals.correct(), totals.rows(), 100 * totals.accuracy()));
    Table table = new Table(1, "class", "rows", "precision", "recall");
    for (int c = 0; c < confusion.classes(); ++c) {
      table.row(
          model.labels().name(c),
          Long.toString(confusion.support(c)),
          share(confusion.precision(c)),
          share(confusion.recall(c)));
    }
    table.lines().forEach(output::result);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "-" : String.format("%.4f", value);
  }

  private void json(LinearModel model, Backend backend, Totals totals, ConfusionMatrix confusion) {
    output.json(
        json -> {
          json.writeStartObject();
          json.writeStringField("device", backend.device());
          json.writeStringField("backend", backend.kind());
          json.writeStringField("modelSha256", model.modelSha256());
          json.writeNumberField("rows", totals.rows());
          Figures.fields(json, totals);
          json.writeNumberField("correct", totals.correct());
          Figures.number(json, "priorLogLoss", confusion.priorLogLoss());
          json.writeArrayFieldStart("classes");
          for (int c = 0; c < confusion.classes(); ++c) {
            json.writeStartObject();
            json.writeStringField("label", model.labels().name(c));
            json.writeNumberField("rows", confusion.support(c));
            Figures.number(json, "precision", confusion.precision(c));
            Figures.number(json, "recall", confusion.recall(c));
            json.writeArrayFieldStart("predictedAs");
            for (int p = 0; p < confusion.classes(); ++p) {
              json.writeNumber(confusion.count(c, p));
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
