package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;

class PredictAndEvaluateTest {
  @TempDir Path directory;

  private static Ran run(Object... arguments) {
    Ran ran = Cli.run(arguments);
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  private Path trained(Object data, String target) {
    Path model = directory.resolve("m.safetensors");
    run("train", data, "--target", target, "--standardize", "--out", model, "--device=reference");
    return model;
  }

  private static List<CsvRecord> records(Path file) throws IOException {
    try (var csv = CsvReader.builder().ofCsvRecord(file, StandardCharsets.UTF_8)) {
      return csv.stream().toList();
    }
  }

  @Test
  void predictsClassAndProbabilities() throws IOException {
    Path out = directory.resolve("p.csv");
    Path model = trained(Cli.CANCER, "diagnosis");
    Ran ran = run("predict", model, Cli.CANCER, "--out", out, "--device=reference");
    assertTrue(ran.out().endsWith("569 predictions in " + out + "\n"), ran::toString);
    List<CsvRecord> records = records(out);
    assertEquals(List.of("prediction", "p_benign", "p_malignant"), records.get(0).getFields());
    assertEquals(570, records.size());
    for (CsvRecord record : records.subList(1, 570)) {
      float benign = Float.parseFloat(record.getField(1));
      float malignant = Float.parseFloat(record.getField(2));
      assertEquals(1, benign + malignant, 1e-6);
      assertEquals(malignant >= 0.5 ? "malignant" : "benign", record.getField(0));
    }
    Ran json = run("predict", model, Cli.CANCER, "--out", out, "--device=reference", "--json");
    assertEquals(Set.of("device", "backend", "modelSha256", "rows", "out"), json.json().keySet());
    Ran quiet = run("predict", model, Cli.CANCER, "--out", out, "--device=reference", "--quiet");
    assertEquals("", quiet.out() + quiet.err());
  }

  @Test
  void keepsLabelsWhole() throws IOException {
    List<String> labels =
        List.of("a, b", "say \"x\"", "two\nlines", "\u00e4\u00f6\u65e5\ud83d\ude00");
    StringBuilder text = new StringBuilder("\u00fcber,label\n");
    for (int row = 0; row < 8; ++row) {
      text.append(row)
          .append(",\"")
          .append(labels.get(row % 4).replace("\"", "\"\""))
          .append("\"\n");
    }
    Path data = Files.writeString(directory.resolve("d.csv"), text.toString());
    Path out = directory.resolve("p.csv");
    Path model = trained(data, "label");
    run("predict", model, data, "--out", out, "--device=reference");
    assertEquals(
        List.of(
            "prediction",
            "p_a, b",
            "p_say \"x\"",
            "p_two\nlines",
            "p_\u00e4\u00f6\u65e5\ud83d\ude00"),
        records(out).get(0).getFields());
    Ran evaluated = run("evaluate", model, data, "--device=reference", "--json");
    List<?> classes = (List<?>) evaluated.json().get("classes");
    assertEquals(labels, classes.stream().map(c -> (Object) ((Map<?, ?>) c).get("label")).toList());
  }

  @Test
  void matchesColumnsByNameAndIgnoresOthers() throws IOException {
    Path data = Files.writeString(directory.resolve("d.csv"), "a,b,y\n1,0,u\n2,5,v\n");
    Path turned = Files.writeString(directory.resolve("t.csv"), "b,note,a\n0,text,1\n5,,2\n");
    Path model = trained(data, "y");
    Path first = directory.resolve("1.csv");
    Path second = directory.resolve("2.csv");
    run("predict", model, data, "--out", first, "--device=reference");
    run("predict", model, turned, "--out", second, "--device=reference");
    assertEquals(Files.readString(first), Files.readString(second));
  }

  @Test
  void evaluates() throws IOException {
    Path model = trained(Cli.CANCER, "diagnosis");
    Ran ran = run("evaluate", model, Cli.CANCER, "--device=reference", "--json", "--quiet");
    assertEquals("", ran.err());
    Map<?, ?> figures = ran.json();
    assertEquals(
        Set.of(
            "device",
            "backend",
            "modelSha256",
            "rows",
            "logLoss",
            "accuracy",
            "correct",
            "priorLogLoss",
            "classes"),
        figures.keySet());
    assertEquals(569L, figures.get("rows"));
    assertEquals(0.660316, (double) figures.get("priorLogLoss"), 1e-6);
    Map<?, ?> benign = (Map<?, ?>) ((List<?>) figures.get("classes")).get(0);
    assertEquals(Set.of("label", "rows", "precision", "recall", "predictedAs"), benign.keySet());
    assertEquals(357L, benign.get("rows"));
    List<String> lines =
        run("evaluate", model, Cli.CANCER, "--device=reference", "--quiet").out().lines().toList();
    assertTrue(lines.get(0).matches("log loss  0\\.0\\d{5}  \\(0\\.660316 if every row .*\\)"));
    assertTrue(lines.get(1).matches("accuracy  5\\d\\d/569 \\(9\\d\\.\\d\\d%\\)"), lines.get(1));
    assertEquals("class      rows  precision  recall", lines.get(2));
  }
}
