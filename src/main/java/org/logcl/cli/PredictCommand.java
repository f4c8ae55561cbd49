package org.logcl.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.logcl.data.Dataset;
import org.logcl.io.AtomicFile;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.objective.Scorer;
import org.logcl.report.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Predicts. */
@Command(
    name = "predict",
    description = {
      "Writes each row's class and probabilities as CSV: prediction,p_<label>,... With the multilabel head the prediction is the labels with a probability of at least 1/2, separated by semicolons.",
      ""
    },
    sortOptions = false,
    sortSynopsis = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PredictCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Model file.")
  private Path modelFile;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "CSV file with the model's features, by name; extra columns are ignored.")
  private Path data;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file to write.")
  private Path out;

  @Mixin private DeviceOption device;
  @Mixin private Output output;

  @Override
  public Integer call() {
    SameFile.refuse("--out", out, "MODEL", modelFile);
    SameFile.refuse("--out", out, "DATA", data);
    output.willWrite("--out", out);
    AtomicFile.requireWritable(out);
    try (Opening opening = device.begin()) {
      LinearModel model = ModelFile.read(modelFile);
      CalibrationFigures.described(model).ifPresent(output::say);
      predict(opening, model, DataFiles.matching(data, Reading.FEATURES, model, output));
    }
    return 0;
  }

  private void predict(Opening opening, LinearModel model, Dataset rows) {
    try (Backend backend = opening.open(output)) {
      Progress progress = output.progress();
      try {
        AtomicFile.write(out, stream -> write(stream, backend, model, rows, progress));
      } finally {
        progress.clear();
      }
      output.say(rows.rows() + " predictions in " + out);
      output.json(
          json -> {
            json.writeStartObject();
            json.writeStringField("device", backend.device());
            json.writeStringField("backend", backend.kind());
            json.writeStringField("modelSha256", model.modelSha256());
            CalibrationFigures.write(json, model);
            json.writeNumberField("rows", rows.rows());
            json.writeStringField("out", out.toString());
            json.writeEndObject();
          });
    }
  }

  private static void write(
      OutputStream stream, Backend backend, LinearModel model, Dataset rows, Progress progress)
      throws IOException {
    // Not closed: closing the stream is for whom it belongs to.
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    List<String> record = new ArrayList<>();
    record.add("prediction");
    model.labels().names().forEach(label -> record.add("p_" + label));
    csv.writeRecord(record);
    Scorer.predict(
        backend,
        model,
        rows,
        (from, count, probabilities) -> {
          Interruption.check("Predicting");
          progress.update("predicting, rows", from, rows.rows());
          for (int k = 0; k < count; ++k) {
            record.clear();
            record.add(predicted(model, probabilities, k * model.classes()));
            for (int c = 0; c < model.classes(); ++c) {
              record.add(Float.toString(probabilities[k * model.classes() + c]));
            }
            csv.writeRecord(record);
          }
        });
    csv.flush();
  }

  private static String predicted(LinearModel model, float[] probabilities, int at) {
    return model.head() == Head.MULTILABEL
        ? String.join(";", model.predictedLabels(probabilities, at))
        : model.labels().name(model.predicted(probabilities, at));
  }
}
