package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.logcl.objective.Totals;

/** Figures in JSON. */
final class Figures {
  private Figures() {}

  /** {@code {"logLoss", "accuracy"}} under a name. */
  static void write(JsonGenerator json, String name, Totals totals) throws IOException {
    json.writeObjectFieldStart(name);
    fields(json, totals);
    json.writeEndObject();
  }

  static void fields(JsonGenerator json, Totals totals) throws IOException {
    number(json, "logLoss", totals.logLoss());
    number(json, "accuracy", totals.accuracy());
  }

  /** A number, or null where it is none: JSON has no NaN. */
  static void number(JsonGenerator json, String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }
}
