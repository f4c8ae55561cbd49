package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.logcl.report.SummaryTable;
import org.logcl.statistics.Coefficient;
import org.logcl.statistics.Coefficient.Interval;
import org.logcl.statistics.Summary;

/** Statistics of the coefficients, for people and for programs. */
record SummaryFigures(Summary summary, double level) {
  List<String> lines() {
    return new SummaryTable(summary, level).lines();
  }

  /** The field {@code summary}. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeStringField("errors", summary.errors().label());
    json.writeNumberField("level", level);
    write(json, "coefficients", summary.coefficients());
    write(json, "rawCoefficients", summary.rawCoefficients());
    json.writeNumberField("rows", summary.rows());
    json.writeNumberField("parameters", summary.parameters());
    json.writeNumberField("nullDeviance", summary.nullDeviance());
    json.writeNumberField("nullDegreesOfFreedom", summary.nullDegreesOfFreedom());
    json.writeNumberField("residualDeviance", summary.residualDeviance());
    json.writeNumberField("residualDegreesOfFreedom", summary.residualDegreesOfFreedom());
    json.writeNumberField("aic", summary.aic());
    json.writeNumberField("dispersion", Summary.DISPERSION);
    json.writeNumberField("newtonSteps", summary.newtonSteps());
    json.writeNumberField("largestChange", summary.largestChange());
    json.writeEndObject();
  }

  private void write(JsonGenerator json, String name, List<Coefficient> coefficients)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Coefficient one : coefficients) {
      Interval interval = one.interval(level);
      json.writeStartObject();
      json.writeStringField("name", one.name());
      json.writeNumberField("estimate", one.estimate());
      json.writeNumberField("standardError", one.standardError());
      json.writeNumberField("z", one.z());
      json.writeNumberField("p", one.p());
      json.writeNumberField("lower", interval.lower());
      json.writeNumberField("upper", interval.upper());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
