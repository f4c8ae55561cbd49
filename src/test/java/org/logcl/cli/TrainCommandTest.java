package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;

class TrainCommandTest {
  private static final String EPOCH =
      "epoch +\\d+/\\d+  loss \\d+\\.\\d{4}  accuracy \\d+/\\d+ \\(\\d+\\.\\d\\d%\\)  \\d+\\.\\d\\d s";
  private static final String HELD =
      "  validation loss \\d+\\.\\d{4}  accuracy \\d+/\\d+ \\(\\d+\\.\\d\\d%\\)";

  @TempDir Path directory;
  private Path model;
  private Path metrics;

  @BeforeEach
  void names() {
    model = directory.resolve("m.safetensors");
    metrics = directory.resolve("m.json");
  }

  private Ran train(Object data, String target, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target", target, "--out", model));
    arguments.addAll(List.of("--device", "reference"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private Path data(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static Ran good(Ran ran) {
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void learnsBreastCancer(int seed) throws IOException {
    Ran ran =
        good(
            train(
                Cli.CANCER,
                "diagnosis",
                "--standardize",
                "--validation",
                0.2,
                "--seed",
                seed,
                "--metrics",
                metrics));
    assertEquals("", ran.err());
    Map<?, ?> figures = (Map<?, ?>) Cli.parse(Files.readString(metrics));
    Map<?, ?> held = (Map<?, ?>) figures.get("validation");
    assertTrue((double) held.get("logLoss") < 0.17, ran::toString);
  }

  @Test
  void writesTheMetricsOfTheDesign() throws IOException {
    Ran ran =
        good(
            train(
                Cli.CANCER,
                "diagnosis",
                "--standardize",
                "--validation=0.2",
                "--epochs=2",
                "--l2=0.01",
                "--json",
                "--quiet",
                "--metrics",
                metrics));
    Map<?, ?> figures = ran.json();
    assertEquals("", ran.err());
    assertEquals(figures, Cli.parse(Files.readString(metrics)));
    assertEquals(
        Set.of(
            "device",
            "backend",
            "driver",
            "head",
            "rows",
            "features",
            "classes",
            "status",
            "epochs",
            "train",
            "validation",
            "objective",
            "seconds",
            "modelSha256"),
        figures.keySet());
    assertEquals("reference", figures.get("device"));
    assertEquals("reference", figures.get("backend"));
    assertEquals("sigmoid", figures.get("head"));
    assertEquals(455L, figures.get("rows"));
    assertEquals(30L, figures.get("features"));
    assertEquals(2L, figures.get("classes"));
    List<?> epochs = (List<?>) figures.get("epochs");
    assertEquals(2, epochs.size());
    Map<?, ?> second = (Map<?, ?>) epochs.get(1);
    assertEquals(Set.of("epoch", "logLoss", "accuracy", "validation", "seconds"), second.keySet());
    assertEquals(2L, second.get("epoch"));
    for (String part : List.of("train", "validation")) {
      assertEquals(Set.of("logLoss", "accuracy"), ((Map<?, ?>) figures.get(part)).keySet());
    }
    Map<?, ?> objective = (Map<?, ?>) figures.get("objective");
    assertEquals(Set.of("data", "penalty", "total"), objective.keySet());
    assertEquals(
        (double) objective.get("total"),
        (double) objective.get("data") + (double) objective.get("penalty"));
    assertTrue((double) objective.get("penalty") > 0);
    assertEquals(ModelFile.read(model).modelSha256(), figures.get("modelSha256"));
  }

  @Test
  void hasNoValidationKeyWithoutValidation() throws IOException {
    Map<?, ?> figures = good(train(Cli.CANCER, "diagnosis", "--epochs=1", "--json")).json();
    assertFalse(figures.containsKey("validation"));
    assertFalse(((Map<?, ?>) ((List<?>) figures.get("epochs")).get(0)).containsKey("validation"));
  }

  @Test
  void printsALineAnEpochAndTheFinalFigures() {
    List<String> plain =
        good(train(Cli.CANCER, "diagnosis", "--standardize")).out().lines().toList();
    assertEquals("breast_cancer.csv: 569 rows to train on, 30 features, 2 classes", plain.get(0));
    assertTrue(plain.get(1).startsWith("device: reference, as asked for"), plain.get(1));
    plain.subList(2, 12).forEach(line -> assertTrue(line.matches(EPOCH), line));
    assertTrue(plain.get(2).startsWith("epoch  1/10  "));
    assertTrue(plain.get(12).startsWith("training    loss 0."));
    assertTrue(plain.get(14).matches("model +\\S+m\\.safetensors  sha256 \\p{XDigit}{64}"));
    String held =
        good(train(Cli.CANCER, "diagnosis", "--standardize", "--validation=0.2", "--epochs=1"))
            .out();
    assertTrue(held.lines().toList().get(2).matches(EPOCH + HELD), held);
    assertTrue(held.contains("\nvalidation  loss 0."), held);
    assertTrue(held.startsWith("breast_cancer.csv: 455 rows to train on, 114 held out, 30"), held);
  }

  @Test
  void saysOnlyTheResultWhenQuietAndNothingBesideJson() throws IOException {
    Ran quiet = good(train(Cli.CANCER, "diagnosis", "--standardize", "--quiet"));
    assertTrue(quiet.out().startsWith("training    loss "), quiet::toString);
    assertEquals("", quiet.err());
    Ran json = good(train(Cli.CANCER, "diagnosis", "--standardize", "--json"));
    assertFalse(json.json().isEmpty());
    assertTrue(json.err().contains("epoch 10/10  loss "), json::toString);
  }

  @Test
  void saysWhenNothingWasLearned() {
    Ran raw = good(train(Cli.CANCER, "diagnosis", "--quiet"));
    assertTrue(raw.err().startsWith("warning: The model does worse than a guess"), raw::toString);
    assertTrue(raw.err().contains("against 0.6603 on the training rows"), raw::toString);
    assertTrue(raw.err().contains("try --standardize"), raw::toString);
    Ran wild = good(train(Cli.CANCER, "diagnosis", "--standardize", "--learning-rate=1000"));
    assertTrue(wild.err().contains("Try a --learning-rate under 1000.0"), wild::toString);
  }

  @Test
  void capsWarningsOfWideData() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 3; ++row) {
      for (int column = 0; column < 300; ++column) {
        text.append(row == 0 ? "c" + column : column + row + "e12").append(',');
      }
      text.append(row == 0 ? "y" : row).append('\n');
    }
    Ran ran = good(train(data("wide.csv", text.toString()), "y", "--quiet"));
    assertTrue(ran.err().contains("warning: Column \"c4\": the largest magnitude, "));
    assertFalse(ran.err().contains("\"c5\""));
    assertTrue(ran.err().contains("warning: 295 more columns have magnitudes over 2^30; --stand"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,y\\n1,u\\n2,v\\n3,u\\n | --batch-size=100",
        "a,y\\n1,u\\n2,v\\n3,u\\n | --batch-size=0",
        "a,y\\n1,u\\n2,v\\n | --batch-size=1",
        "a,y\\n1,u\\n2,v\\n3,w\\n | --epochs=3",
        "a,y\\n1,u\\n2,v\\n | --head=softmax",
        "a,y\\n1,u\\n2,v\\n | --seed=-9223372036854775808",
      })
  void trainsTheSmallest(String content, String option) throws IOException {
    Path file = data("small.csv", content.replace("\\n", "\n"));
    good(train(file, "y", option));
    assertEquals(0, Cli.run("evaluate", model, file, "--device", "reference").code());
  }

  @Test
  void remembersTheNameOfATargetGivenByPosition() throws IOException {
    Path file = data("one.csv", "a,y\n1,u\n2,v\n");
    Path turned = data("two.csv", "id,extra,y,a\n7,8,u,1\n7,8,v,2\n");
    good(train(file, "2", "--validation", turned));
    assertEquals("y", ModelFile.read(model).metadata().get("target"));
    good(Cli.run("evaluate", model, turned, "--device", "reference"));
  }

  @Test
  void goesOnFromAModelOfTheSameData() throws IOException {
    good(train(Cli.CANCER, "diagnosis", "--standardize"));
    Ran on = good(train(Cli.CANCER, "diagnosis", "--init", model, "--json"));
    Map<?, ?> first = (Map<?, ?>) ((List<?>) on.json().get("epochs")).get(0);
    assertTrue((double) first.get("logLoss") < 0.1, on::toString);
    assertEquals(2, train(Cli.CANCER, "diagnosis", "--init", model, "--head=softmax").code());
    Path swapped = data("s.csv", "b,a,y\n1,2,u\n2,3,v\n");
    Path straight = data("t.csv", "a,b,y\n1,2,u\n2,3,v\n");
    good(train(straight, "y"));
    Ran refused = train(swapped, "y", "--init", model);
    assertEquals(2, refused.code());
    assertTrue(refused.err().contains("has other features than the data, or in another order"));
    Ran scaled = train(straight, "y", "--init", model, "--standardize");
    assertEquals(2, scaled.code());
    assertTrue(scaled.err().contains("was trained on features as they are"), scaled::toString);
    Ran classes = train(data("u.csv", "a,b,y\n1,2,u\n2,3,w\n"), "y", "--init", model);
    assertTrue(classes.err().contains("has other classes than the data"), classes::toString);
  }
}
