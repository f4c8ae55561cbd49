package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.report.Progress;
import org.logcl.verify.Check;
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
    boolean slow = backend instanceof OpenClBackend opencl && opencl.info().isForChecking();
    if (slow) {
      output.say("small shapes, because this device is orders of magnitude slower than others");
    }
    Options options = slow ? Options.small() : Options.standard();
    List<Check> checks = new ArrayList<>(Verifier.checks(options));
    checks.addAll(TrainingCheck.generated(options));
    return checks;
  }

  static Report run(Backend backend, List<Check> checks, Output output) {
    Progress progress = output.progress();
    try {
      return Verifier.run(
          backend,
          checks,
          new Listener() {
            @Override
            public void check(int number, int total, String what) {
              Interruption.check("Verifying");
              progress.update("verifying " + what + ", checks", number, total);
            }
          });
    } finally {
      progress.clear();
    }
  }

  static void write(JsonGenerator json, Report report) throws IOException {
    json.writeStartObject();
    json.writeStringField("device", report.device());
    json.writeStringField("driver", report.driver());
    json.writeBooleanField("identical", report.identical());
    json.writeBooleanField("withinBounds", report.withinBounds());
    json.writeArrayFieldStart("stages");
    for (Stage stage : report.stages()) {
      json.writeStartObject();
      json.writeStringField("stage", stage.stage());
      json.writeNumberField("values", stage.values());
      json.writeNumberField("differingBits", stage.differingBits());
      json.writeNumberField("outsideBound", stage.outside());
      Figures.number(json, "worstAbsolute", stage.worstAbsolute());
      Figures.number(json, "worstRelative", stage.worstRelative());
      Figures.number(json, "worstUlp", stage.worstUlp());
      Figures.number(json, "bound", stage.bound());
      Figures.number(json, "shareOfBound", stage.shareOfBound());
      Figures.number(json, "naiveFloat32Error", stage.naive());
      if (!stage.offender().isEmpty()) {
        json.writeStringField("first", stage.offender());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
