package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.report.Progress;
import org.logcl.verify.Check;
import org.logcl.verify.GradientStage;
import org.logcl.verify.Listener;
import org.logcl.verify.Options;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;
import org.logcl.verify.TrainingCheck;
import org.logcl.verify.Verifier;

/** What {@code verify} and {@code demo} share. */
final class Verification {
  private Verification() {}

  /**
   * The checks on generated inputs: small ones on devices that are there for checking only, orders
   * of magnitude slower.
   */
  static List<Check> generated(Backend backend, Output output) {
    return generated(options(backend, output));
  }

  static List<Check> generated(Options options) {
    List<Check> checks = new ArrayList<>(Verifier.checks(options));
    checks.addAll(GradientStage.generated(options));
    checks.addAll(TrainingCheck.generated(options));
    return checks;
  }

  static Options options(Backend backend, Output output) {
    boolean slow = backend instanceof OpenClBackend opencl && opencl.info().isForChecking();
    if (slow) {
      output.say("small shapes, because this device is orders of magnitude slower than others");
    }
    return slow ? Options.small() : Options.standard();
  }

  static Report run(Backend backend, List<Check> checks, Output output) {
    return watched(output, listener -> Verifier.run(backend, checks, listener));
  }

  /** Runs with progress on standard error. */
  static Report watched(Output output, Function<Listener, Report> run) {
    Progress progress = output.progress();
    try {
      return run.apply(new Watcher(progress));
    } finally {
      progress.clear();
    }
  }

  private static final class Watcher implements Listener {
    private final Progress progress;
    private String round = "";
    private String what = "";
    private long start;

    Watcher(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void round(int number, long seed) {
      round = number == 1 ? "" : "round " + number + ", ";
    }

    @Override
    public void check(int number, int total, String description) {
      what = description;
      start = System.nanoTime();
      progress.update("verifying " + round + what + ", checks", number, total);
    }

    @Override
    public void progress(long done, long whole) {
      progress.update(what, done, whole, (System.nanoTime() - start) / 1e9);
    }
  }

  /** One line: the largest error of a stage, and where. */
  static String worst(Stage stage) {
    return String.format(
        Locale.ROOT,
        "worst in %s: %.4f ulp, at %s",
        stage.stage(),
        stage.worstUlp(),
        stage.worstAt());
  }

  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", report.device());
    json.writeStringField("driver", report.driver());
    json.writeNumberField("rounds", report.rounds());
    json.writeNumberField("values", report.values());
    json.writeBooleanField("identical", report.identical());
    json.writeBooleanField("withinBounds", report.withinBounds());
    json.writeArrayFieldStart("stages");
    for (Stage stage : report.stages()) {
      json.writeStartObject();
      json.writeStringField("stage", stage.stage());
      json.writeNumberField("values", stage.values());
      json.writeNumberField("differingBits", stage.differingBits());
      if (stage.hasTruth()) {
        json.writeNumberField("outsideBound", stage.outside());
      } else {
        json.writeNullField("outsideBound");
      }
      truth(json, stage, "worstAbsolute", stage.worstAbsolute());
      truth(json, stage, "worstRelative", stage.worstRelative());
      truth(json, stage, "worstUlp", stage.worstUlp());
      truth(json, stage, "bound", stage.bound());
      truth(json, stage, "shareOfBound", stage.shareOfBound());
      truth(json, stage, "naiveFloat32Error", stage.naive());
      if (!stage.worstAt().isEmpty()) {
        json.writeStringField("worstAt", stage.worstAt());
      }
      if (!stage.offender().isEmpty()) {
        json.writeStringField("first", stage.offender());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** A figure against the truth, or null where the stage has none. */
  private static void truth(JsonGenerator json, Stage stage, String name, double value)
      throws IOException {
    Figures.number(json, name, stage.hasTruth() ? value : Double.NaN);
  }
}
