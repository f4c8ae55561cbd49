package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
import org.logcl.metrics.Average;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.Predictions;
import org.logcl.metrics.TieBreak;
import org.logcl.metrics.ZeroPolicy;

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
            "classes",
            "weightSum",
            "weightedAccuracy",
            "balancedAccuracy",
            "logLossSkill",
            "topK",
            "macro",
            "micro",
            "weighted",
            "rocAuc",
            "averagePrecision",
            "brier",
            "calibration"),
        figures.keySet());
    assertEquals(569L, figures.get("rows"));
    assertEquals(0.660316, (double) figures.get("priorLogLoss"), 1e-6);
    Map<?, ?> benign = (Map<?, ?>) ((List<?>) figures.get("classes")).get(0);
    assertEquals(
        Set.of(
            "label",
            "rows",
            "weight",
            "precision",
            "recall",
            "f1",
            "logLoss",
            "rocAuc",
            "averagePrecision",
            "predictedAs"),
        benign.keySet());
    assertEquals(357L, benign.get("rows"));
    Ran text = run("evaluate", model, Cli.CANCER, "--device=reference", "--quiet");
    List<String> lines = text.out().lines().toList();
    String[] expected = {
      "log loss           0\\.0\\d{5}  \\(0\\.660316 if every row .*; skill 0\\.\\d{4}\\)",
      "accuracy           5\\d\\d/569 \\(9\\d\\.\\d\\d%\\)",
      "balanced accuracy  0\\.\\d{4}",
      "F1                 0\\.\\d{4} macro, 0\\.\\d{4} weighted",
      "ROC AUC            0\\.\\d{4}  \\(of \"malignant\"\\)",
      "average precision  0\\.\\d{4}  \\(of \"malignant\"\\)",
      "Brier score        0\\.\\d{4}  \\(of \"malignant\"\\)",
      "calibration error  0\\.\\d{4} expected, 0\\.\\d{4} at most  \\(of \"malignant\", 15 bins\\)",
      "",
      "class      rows  precision  recall      F1  ROC AUC  log loss",
      "benign      357  .*",
      "malignant   212  .*",
      "",
      "true . predicted  benign  malignant",
      "benign               35\\d +\\d",
      "malignant +\\d+ +2\\d\\d"
    };
    assertEquals(expected.length, lines.size(), text::toString);
    for (int i = 0; i < expected.length; ++i) {
      assertTrue(lines.get(i).matches(expected[i]), lines.get(i));
    }
  }

  /** What evaluate says of probabilities is what anybody computes from the file of predict. */
  @Test
  void figuresAreThoseOfThePredictions() throws IOException {
    for (List<String> set :
        List.of(List.of(Cli.CANCER, "diagnosis"), List.of("examples/digits.csv", "digit"))) {
      Path model = trained(set.get(0), set.get(1));
      Path out = directory.resolve("p.csv");
      run("predict", model, set.get(0), "--out", out, "--device=reference");
      Map<?, ?> json =
          run("evaluate", model, set.get(0), "--device=reference", "--json", "--top-k", "1,2")
              .json();
      ClassificationReport report = report(records(out), labels(Path.of(set.get(0)), set.get(1)));
      same(report.rocAuc(), json, "rocAuc");
      same(report.averagePrecision(), json, "averagePrecision");
      same(report.brier(), json, "brier");
      same(report.confusion().balancedAccuracy(), json, "balancedAccuracy");
      same(report.confusion().f1(Average.MACRO), json, "macro", "f1");
      same(report.confusion().recall(Average.WEIGHTED), json, "weighted", "recall");
      same(report.ranking().oneVsOne(Average.WEIGHTED), json, "weighted", "rocAucOneVsOne");
      same(report.reliability().expectedError(), json, "calibration", "expectedError");
      Map<?, ?> second = (Map<?, ?>) ((List<?>) json.get("topK")).get(1);
      assertEquals(2L, second.get("k"));
      same(report.topK(2), second, "accuracy");
      assertEquals(
          (double) json.get("accuracy"),
          (double) ((Map<?, ?>) ((List<?>) json.get("topK")).get(0)).get("accuracy"),
          1e-12);
      // Log losses are from logits: near those of float32 probabilities, and not the same.
      assertEquals(report.logLoss(), (double) json.get("logLoss"), 1e-5);
      List<?> classes = (List<?>) json.get("classes");
      double sum = 0;
      for (int c = 0; c < classes.size(); ++c) {
        Map<?, ?> figures = (Map<?, ?>) classes.get(c);
        assertEquals(report.logLoss(c), (double) figures.get("logLoss"), 1e-5);
        same(report.confusion().f1(c), figures, "f1");
        same(report.ranking().averagePrecision(c), figures, "averagePrecision");
        sum += (double) figures.get("logLoss") * (long) figures.get("rows");
      }
      assertEquals((double) json.get("logLoss"), sum / (long) json.get("rows"), 1e-6);
    }
  }

  private static void same(double expected, Map<?, ?> json, String... path) {
    Object value = json;
    for (String name : path) {
      value = ((Map<?, ?>) value).get(name);
    }
    assertEquals(expected, (double) value, 1e-12, String.join(".", path));
  }

  private static ClassificationReport report(List<CsvRecord> predictions, List<String> truth) {
    List<String> header = predictions.get(0).getFields();
    int classes = header.size() - 1;
    double[] p = new double[truth.size() * classes];
    int[] y = new int[truth.size()];
    for (int i = 0; i < y.length; ++i) {
      y[i] = header.indexOf("p_" + truth.get(i)) - 1;
      for (int c = 0; c < classes; ++c) {
        p[i * classes + c] = Float.parseFloat(predictions.get(i + 1).getField(c + 1));
      }
    }
    return ClassificationReport.of(
        Predictions.of(p, classes, y),
        ZeroPolicy.CLIP,
        15,
        classes == 2 ? TieBreak.HIGHEST_CLASS : TieBreak.LOWEST_CLASS);
  }

  private static List<String> labels(Path data, String target) throws IOException {
    List<CsvRecord> records = records(data);
    int column = records.get(0).getFields().indexOf(target);
    return records.stream().skip(1).map(record -> record.getField(column)).toList();
  }

  /** A class that the rows do not have: no figure of it, and the rest goes on. */
  @Test
  void evaluatesRowsWithoutSomeClasses() throws IOException {
    Path data =
        Files.writeString(directory.resolve("d.csv"), "a,y\n1,u\n2,v\n3,w\n1.5,u\n2.5,v\n3.5,w\n");
    Path two = Files.writeString(directory.resolve("2.csv"), "a,y\n1,u\n3,w\n");
    Path one = Files.writeString(directory.resolve("1.csv"), "a,y\n1,u\n");
    Path model = trained(data, "y");
    Map<?, ?> some = run("evaluate", model, two, "--device=reference", "--json").json();
    Map<?, ?> missing = (Map<?, ?>) ((List<?>) some.get("classes")).get(1);
    assertNull(missing.get("rocAuc"));
    assertNull(missing.get("logLoss"));
    assertEquals(1.0, some.get("rocAuc"));
    Map<?, ?> single = run("evaluate", model, one, "--device=reference", "--json").json();
    assertNull(single.get("rocAuc"));
    assertNull(single.get("logLossSkill"));
    assertEquals(1.0, single.get("averagePrecision"));
    Ran text = run("evaluate", model, one, "--device=reference", "--bins=4", "--top-k=2");
    assertTrue(text.out().contains("ROC AUC            -  (one against"), text::toString);
    assertTrue(text.out().contains("top-2 accuracy     1.0000\n"), text::toString);
    assertTrue(text.out().contains("(of the predicted class, 4 bins)"), text::toString);
  }

  @Test
  void refusesImpossibleOptions() throws IOException {
    Path model = trained(Cli.CANCER, "diagnosis");
    Ran topK = Cli.run("evaluate", model, Cli.CANCER, "--top-k=0", "--device=reference");
    assertEquals(2, topK.code());
    assertTrue(topK.err().contains("--top-k is 0; it must be at least 1."), topK::toString);
    Ran bins = Cli.run("evaluate", model, Cli.CANCER, "--bins=0", "--device=reference");
    assertEquals(2, bins.code());
    assertTrue(bins.err().contains("--bins is 0; it must be from 1 to 10000."), bins::toString);
  }
}
