package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.solve.Stopping;
import org.logcl.train.LossSettings;
import org.logcl.train.Optimizer;
import org.logcl.train.Recipe;
import org.logcl.train.SgdSettings;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.verify.Replay;

/** {@code verify MODEL}: trains a model again and compares. */
final class ReplayRun {
  private final Output output;
  private final LinearModel model;
  private final Recipe recipe;
  private final Optional<LinearModel> start;
  private final Dataset rows;

  /**
   * Reads the files.
   *
   * @param given what of the data is what, where it is not as in training
   * @param init file of the model that it started from, or null
   */
  ReplayRun(Path modelFile, Path data, Reading given, Path init, Output output) {
    this.output = output;
    model = ModelFile.read(modelFile);
    recipe = Recipe.of(model);
    start = Optional.ofNullable(init).map(ModelFile::read);
    Replay.requireStart(recipe, start);
    Reading reading = given.or(Reading.of(model));
    if (reading.target().isEmpty()) {
      throw new InputException(
          modelFile + " does not say what it was trained on: give --target COLUMN");
    }
    rows = DataFiles.matching(data, reading, model, output);
    output.say("replaying " + modelFile + ": " + described());
  }

  private String described() {
    TrainingOptions options = recipe.options();
    int patience = options.stopping().patience();
    return String.format(
        Locale.ROOT,
        "%s, %s, %s%s, l1 %s, l2 %s, intercept %s%s, seed %d%s%s%s%s",
        model.head().label(),
        options.optimizer().label(),
        options.optimizer().isFullBatch()
            ? described(options.stopping())
            : described(options.optimizer(), options.sgd()),
        patience == 0 ? "" : ", patience " + patience,
        options.penalty().l1(),
        options.l2(),
        options.penalty().intercept().label(),
        options.penalty().bounds().isNone() ? "" : ", within bounds",
        options.seed(),
        described(options.loss()),
        options.standardize() ? ", standardized" : "",
        recipe.fraction().map(share -> ", a share of " + share + " held out").orElse(""),
        recipe.startModelSha256().map(sha256 -> ", from model " + sha256).orElse(""));
  }

  private static String described(Optimizer optimizer, SgdSettings sgd) {
    String rule =
        optimizer == Optimizer.SGD
            ? ", momentum " + sgd.momentum() + (sgd.nesterov() ? " (Nesterov)" : "")
            : "";
    String schedule =
        sgd.schedule().isConstant()
            ? ""
            : ", schedule " + sgd.schedule() + " with a warm-up of " + sgd.schedule().warmUp();
    return String.format(
        Locale.ROOT,
        "%d epochs, %s, learning rate %s%s%s%s%s",
        sgd.epochs(),
        sgd.batchSize() == 0 ? "all rows at once" : "batches of " + sgd.batchSize(),
        sgd.learningRate(),
        rule,
        schedule,
        sgd.clipNorm() == 0 ? "" : ", clipped at " + sgd.clipNorm(),
        sgd.averageFrom() == 0 ? "" : ", averaged from epoch " + sgd.averageFrom());
  }

  private String described(LossSettings loss) {
    return (loss.classWeights().isNone() ? "" : ", class weights " + note("classWeights"))
        + (loss.labelSmoothing() == 0 ? "" : ", label smoothing " + loss.labelSmoothing());
  }

  private static String described(Stopping stopping) {
    return String.format(
        Locale.ROOT,
        "at most %d iterations, tolerances %s and %s",
        stopping.maxIterations(),
        stopping.gradientTolerance(),
        stopping.relativeTolerance());
  }

  /** Trains again, tells, and returns the exit code. */
  int run(Backend backend) {
    try (TrainingSpeaker speaker = new TrainingSpeaker(output)) {
      Replay replay =
          Replay.run(
              backend,
              model,
              rows,
              start,
              new TrainingListener() {
                @Override
                public void warning(String message) {
                  speaker.warning(message);
                }

                @Override
                public void progress(int epoch, int rowsDone, int all) {
                  speaker.progress(epoch, rowsDone, all);
                }
              });
      print(replay);
      output.json(json -> write(json, backend, replay));
      return replay.identical() ? 0 : 1;
    }
  }

  private void print(Replay replay) {
    output.result(
        String.format(
            "trained on   %s, driver %s, by LogCL %s",
            note("device"), note("driver"), note("logclVersion")));
    output.result(
        String.format(
            "replayed on  %s, driver %s, by LogCL %s",
            replay.device(), replay.driver(), Recipe.logclVersion()));
    output.result("model        sha256 " + replay.modelSha256());
    output.result("replayed     sha256 " + replay.replayedSha256());
    switch (replay.calibration()) {
      case NONE -> {}
      case SAME ->
          output.result("calibration  fitted again on the rows held out: the same, bit for bit");
      case DIFFERENT ->
          output.result("calibration  fitted again on the rows held out: it is another");
      case NOT_CHECKED ->
          output.result(
              "calibration  not checked: it was fitted on other rows than those given, sha256 "
                  + note("calibrationDataSha256"));
    }
    replay.findings().forEach(output::result);
    boolean without = replay.calibration() == Replay.Calibration.NOT_CHECKED;
    boolean trained = replay.modelSha256().equals(replay.replayedSha256());
    output.result(
        replay.identical()
            ? "replayed: the same model, bit for bit" + (without ? ", but for its calibration" : "")
            : "NOT REPLAYED: "
                + (trained
                    ? "fitting again gave another calibration"
                    : "training again gave another model"));
  }

  private String note(String key) {
    return model.metadata().getOrDefault(key, "unknown");
  }

  private void write(JsonGenerator json, Backend backend, Replay replay) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", replay.device());
    json.writeStringField("backend", backend.kind());
    json.writeStringField("driver", replay.driver());
    json.writeStringField("logclVersion", Recipe.logclVersion());
    json.writeObjectFieldStart("trainedOn");
    json.writeStringField("device", note("device"));
    json.writeStringField("backend", note("backend"));
    json.writeStringField("driver", note("driver"));
    json.writeStringField("logclVersion", note("logclVersion"));
    json.writeEndObject();
    json.writeNumberField("rows", replay.rows());
    json.writeStringField("modelSha256", replay.modelSha256());
    json.writeStringField("replayedSha256", replay.replayedSha256());
    json.writeBooleanField("sameData", replay.sameData());
    json.writeStringField("calibration", replay.calibration().label());
    json.writeBooleanField("identical", replay.identical());
    json.writeArrayFieldStart("findings");
    for (String finding : replay.findings()) {
      json.writeString(finding);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
