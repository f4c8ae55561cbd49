package org.logcl.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.logcl.io.Json;

/**
 * A run's table with what it takes to read it later.
 *
 * @param facts device, driver, JDK, date, commit and the like
 * @param rows the lines
 * @param notes what did not run, and why
 * @param smoke whether nothing was measured, only run
 */
record Report(Map<String, String> facts, List<Row> rows, List<String> notes, boolean smoke) {
  /** The table's lines, the head first. */
  List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(Lines.HEAD);
    String last = "";
    for (Row row : rows) {
      lines.add(Lines.cells(row, !row.stem().equals(last), smoke));
      last = row.stem();
    }
    return lines;
  }

  /** Writes {@code out.md} and {@code out.json}. */
  void write(Path out) throws IOException {
    if (out.getParent() != null) {
      Files.createDirectories(out.getParent());
    }
    StringBuilder page = new StringBuilder("# " + out.getFileName() + "\n\n");
    facts.forEach(
        (key, value) -> page.append("- ").append(key).append(": ").append(value).append('\n'));
    page.append('\n').append(Lines.markdown(lines())).append('\n');
    notes.forEach(note -> page.append("- skipped: ").append(note).append('\n'));
    Files.writeString(out.resolveSibling(out.getFileName() + ".md"), page);
    try (OutputStream file =
        Files.newOutputStream(out.resolveSibling(out.getFileName() + ".json"))) {
      Json.write(file, this::json);
    }
  }

  private void json(JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> fact : new LinkedHashMap<>(facts).entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeArrayFieldStart("rows");
    for (Row row : rows) {
      json(json, row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void json(JsonGenerator json, Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("case", row.stem());
    json.writeStringField("size", row.size());
    json.writeNumberField("seconds", row.ours());
    if (row.against() != null) {
      json.writeStringField("against", row.against());
      json.writeNumberField("itsSeconds", row.theirs());
      json.writeNumberField(row.isLimit() ? "shareOfLimit" : "ratio", row.ratio());
      json.writeNumberField("least", row.least());
      json.writeNumberField("most", row.most());
    }
    if (row.isLimit()) {
      json.writeStringField("limit", row.rate());
    }
    if (row.goal().isPresent()) {
      Goal goal = row.goal().get();
      json.writeNumberField("must", goal.must());
      json.writeNumberField("goal", goal.goal());
      if (!smoke) {
        json.writeStringField("met", goal.verdict(row.figure()));
      }
    }
    json.writeEndObject();
  }
}
