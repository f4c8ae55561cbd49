package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.io.Json;
import org.logcl.kernel.Backend;
import org.logcl.kernel.TwinBackend;
import org.logcl.opencl.OpenClDevice;
import org.logcl.report.StageTable;
import org.logcl.testing.Devices;
import org.logcl.verify.Listener;
import org.logcl.verify.Options;
import org.logcl.verify.Report;
import org.logcl.verify.Verifier;

/** JSON and table of one verification. */
class VerificationTest {
  @Tag("device")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void agreeOnADevice(OpenClDevice device) throws Exception {
    try (Backend backend = Devices.open(device)) {
      agree(backend);
    }
  }

  @Test
  void agreeOnTheReference() throws Exception {
    agree(new TwinBackend());
  }

  private static void agree(Backend backend) throws Exception {
    Report report = Verifier.run(backend, Verification.generated(Options.small()), Listener.NONE);
    List<String> table = StageTable.of(report);
    List<Map<String, String>> stages = stages(report);
    assertEquals(report.stages().size(), stages.size());
    int without = 0;
    for (int i = 0; i < stages.size(); ++i) {
      Map<String, String> stage = stages.get(i);
      String name = stage.get("stage");
      String line = table.get(i + 1);
      assertTrue(line.startsWith(name + "  "), line);
      String[] cells = line.substring(name.length()).strip().split(" +", -1);
      assertEquals(stage.get("values"), cells[0].replace(",", ""));
      assertEquals(stage.get("differingBits"), cells[1].replace(",", ""));
      String[] figures = {"worstAbsolute", "worstRelative", "worstUlp", "shareOfBound"};
      for (int k = 0; k < figures.length; ++k) {
        String value = stage.get(figures[k]);
        String cell = cells[2 + k];
        if (value.equals("null")) {
          assertEquals("-", cell, name);
          assertEquals("null", stage.get("outsideBound"));
          assertEquals("null", stage.get("bound"));
          ++without;
        } else {
          assertEquals(cell, formatted(Double.parseDouble(value), cell), name + " " + figures[k]);
        }
      }
    }
    assertEquals(4 * 4, without, "four figures of three stages of training, and predictions");
  }

  /** A figure with as many places as a cell shows. */
  private static String formatted(double value, String cell) {
    int places = cell.replaceAll("e.*", "").replaceAll("^[0-9]*\\.?", "").length();
    boolean scientific = cell.contains("e");
    return cell.equals("0") && value == 0
        ? "0"
        : String.format(Locale.ROOT, "%." + places + (scientific ? "e" : "f"), value);
  }

  private static List<Map<String, String>> stages(Report report) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.write(out, json -> Verification.write(json, report));
    List<Map<String, String>> stages = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(out.toByteArray())) {
      while (json.nextToken() != JsonToken.START_ARRAY) {
        // On to the stages.
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> stage = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          stage.put(name, json.getText());
        }
        stages.add(stage);
      }
    }
    return stages;
  }
}
