package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;

/** {@code calibrate}, {@code train --calibrate}, and what the other commands make of the model. */
class CalibrateCliTest {
  private static final String DIGITS = "examples/digits.csv";

  @TempDir Path directory;

  private static Ran on(String device, Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--device", device));
    return Cli.run(all.toArray());
  }

  private static Ran run(Object... arguments) {
    Ran ran = on("reference", arguments);
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  private static void refused(String reason, Object... arguments) {
    Ran ran = on("reference", arguments);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran::toString);
  }

  private Path train(String name, Object... more) {
    Path file = directory.resolve(name);
    List<Object> all = new ArrayList<>(List.of("train", Cli.CANCER, "--target=diagnosis"));
    all.addAll(List.of("--standardize", "--epochs=30", "--validation=0.4", "--out", file));
    all.addAll(Arrays.asList(more));
    run(all.toArray());
    return file;
  }

  /**
   * Training that calibrates, and training and then calibrating, give the same file but for times.
   */
  @Test
  void heldOutRowsAreThoseOfTraining() {
    Path model = train("m");
    Path after = directory.resolve("after");
    run("calibrate", model, Cli.CANCER, "--held-out", "--threshold=f1", "--out", after);
    Path within = train("within", "--calibrate=temperature", "--threshold=f1");
    LinearModel one = ModelFile.read(after);
    LinearModel other = ModelFile.read(within);
    assertEquals(one.modelSha256(), other.modelSha256());
    assertEquals(one.metadata(), other.metadata());
    assertEquals("228", one.metadata().get("calibrationRows"));
    assertEquals(ModelFile.read(model).modelSha256(), one.uncalibrated().modelSha256());
  }

  @Tag("device")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void everyDeviceGivesTheSameModelAndPredictions(OpenClDevice device) throws IOException {
    Path model = train("m");
    String name = device.info().name();
    for (String method : new String[] {"temperature", "platt"}) {
      Path here = directory.resolve("here");
      Path there = directory.resolve("there");
      Object[] command = {
        "calibrate", model, Cli.CANCER, "--held-out", "--method", method, "--threshold=recall:0.98"
      };
      List<Object> words = new ArrayList<>(Arrays.asList(command));
      words.addAll(List.of("--out", here));
      run(words.toArray());
      words.set(words.size() - 1, there);
      assertEquals(0, on(name, words.toArray()).code());
      assertEquals(-1, Files.mismatch(here, there));
      Path first = directory.resolve("1.csv");
      Path second = directory.resolve("2.csv");
      run("predict", here, Cli.CANCER, "--out", first);
      assertEquals(0, on(name, "predict", here, Cli.CANCER, "--out", second).code());
      assertEquals(-1, Files.mismatch(first, second));
    }
  }

  @Test
  void saysWhatItFittedAndTheOthersSayThatItIs() throws IOException {
    Path model = train("m");
    Path out = directory.resolve("c");
    Ran ran = run("calibrate", model, Cli.CANCER, "--held-out", "--threshold=f1", "--out", out);
    LinearModel calibrated = ModelFile.read(out);
    List<String> lines = ran.out().lines().toList();
    String[] expected = {
      "device: .*",
      "calibration        temperature \\d\\.\\d+, on 228 rows",
      "log loss           0\\.\\d{6} before, 0\\.\\d{6} after",
      "calibration error  0\\.\\d{4} before, 0\\.\\d{4} after  \\(of \"malignant\", 15 bins\\)",
      "threshold          0\\.\\d+, for f1: precision .* on these rows",
      "model              .*  sha256 " + calibrated.modelSha256()
    };
    assertEquals(expected.length, lines.size(), ran::toString);
    for (int i = 0; i < expected.length; ++i) {
      assertTrue(lines.get(i).matches(expected[i]), lines.get(i));
    }
    assertEquals("", ran.err());
    double threshold = calibrated.threshold().getAsDouble();
    String said =
        "model: probabilities calibrated by "
            + calibrated.calibration().orElseThrow()
            + "; \"malignant\" predicted from probability "
            + threshold
            + " on\n";
    Path csv = directory.resolve("p.csv");
    assertTrue(run("predict", out, Cli.CANCER, "--out", csv).out().contains(said));
    for (String line : Files.readAllLines(csv).subList(1, 570)) {
      String[] cells = line.split(",", -1);
      boolean positive = Float.parseFloat(cells[2]) >= threshold;
      assertEquals(positive ? "malignant" : "benign", cells[0]);
    }
    assertTrue(run("evaluate", out, Cli.CANCER).out().contains(said));
    Map<?, ?> json = run("evaluate", out, Cli.CANCER, "--json").json();
    Map<?, ?> described = (Map<?, ?>) json.get("modelCalibration");
    assertEquals(Set.of("method", "temperature", "threshold"), described.keySet());
    assertEquals(threshold, described.get("threshold"));
    Map<?, ?> without = run("evaluate", out, Cli.CANCER, "--uncalibrated", "--json").json();
    Map<?, ?> plain = run("evaluate", model, Cli.CANCER, "--json").json();
    assertEquals(plain, without);
    assertNull(plain.get("modelCalibration"));
    assertNotEquals(plain.get("logLoss"), json.get("logLoss"));
  }

  @Test
  void jsonHasTheFigures() throws IOException {
    Path model = train("m");
    Path out = directory.resolve("c");
    Map<?, ?> json =
        run(
                "calibrate",
                model,
                Cli.CANCER,
                "--held-out",
                "--method=platt",
                "--threshold=precision:0.9",
                "--json",
                "--out",
                out)
            .json();
    assertEquals(
        Set.of(
            "device",
            "backend",
            "modelSha256",
            "rows",
            "method",
            "a",
            "b",
            "before",
            "after",
            "threshold",
            "uncalibratedModelSha256",
            "out"),
        json.keySet());
    assertEquals(ModelFile.read(model).modelSha256(), json.get("uncalibratedModelSha256"));
    Map<?, ?> chosen = (Map<?, ?>) json.get("threshold");
    assertTrue((double) chosen.get("precision") >= 0.9);
    assertEquals("precision:0.9", chosen.get("goal"));
    Path metrics = directory.resolve("metrics.json");
    Path within = train("w", "--calibrate=temperature", "--metrics", metrics);
    Map<?, ?> trained = (Map<?, ?>) Cli.parse(Files.readString(metrics));
    assertEquals(ModelFile.read(within).modelSha256(), trained.get("modelSha256"));
    assertEquals("temperature", ((Map<?, ?>) trained.get("calibration")).get("method"));
  }

  @Test
  void aThresholdAloneLeavesProbabilities() throws IOException {
    Path model = train("m");
    Path out = directory.resolve("c");
    Ran ran =
        run(
            "calibrate",
            model,
            Cli.CANCER,
            "--held-out",
            "--method=none",
            "--threshold=0.75",
            "--out",
            out);
    assertTrue(ran.out().contains("calibration        none, a threshold alone"), ran::toString);
    Path first = directory.resolve("1.csv");
    Path second = directory.resolve("2.csv");
    run("predict", model, Cli.CANCER, "--out", first);
    run("predict", out, Cli.CANCER, "--out", second);
    List<String> before = Files.readAllLines(first);
    List<String> after = Files.readAllLines(second);
    assertNotEquals(before, after);
    for (int i = 0; i < before.size(); ++i) {
      assertEquals(
          before.get(i).substring(before.get(i).indexOf(',')),
          after.get(i).substring(after.get(i).indexOf(',')));
    }
  }

  @Test
  void warnsOfTrainingRowsFewRowsAndBounds() throws IOException {
    Path split = train("m");
    Path out = directory.resolve("c");
    Ran most = run("calibrate", split, Cli.CANCER, "--out", out);
    assertTrue(most.err().contains("was trained on most of these rows"), most::toString);
    Path whole = directory.resolve("whole");
    run("train", Cli.CANCER, "--target=diagnosis", "--standardize", "--out", whole);
    Ran all = run("calibrate", whole, Cli.CANCER, "--out", out);
    assertTrue(all.err().contains("these are the rows that the model was trained on"));
    List<String> lines = Files.readAllLines(Path.of(Cli.CANCER));
    Path few = Files.write(directory.resolve("few.csv"), lines.subList(0, 21));
    Ran warned = run("calibrate", whole, few, "--out", out);
    assertTrue(warned.err().contains("few rows to calibrate on: 20, of which"), warned::toString);
    assertFalse(warned.err().contains("trained on"), warned::toString);
    // Every row is right, whatever the model says of the others: no finite temperature is best.
    Path x = Files.writeString(directory.resolve("x.csv"), "x,y\n-1,u\n1,v\n-2,u\n2,v\n");
    Path easy = Files.writeString(directory.resolve("y.csv"), "x,y\n-3,u\n3,v\n");
    Path tiny = directory.resolve("tiny");
    run("train", x, "--target=y", "--out", tiny);
    Ran bounded = run("calibrate", tiny, easy, "--out", out);
    assertTrue(bounded.err().contains("at its lower bound, 1/1024"), bounded::toString);
  }

  @Test
  void moreClassesTakeATemperature() {
    Path model = directory.resolve("m");
    run(
        "train",
        DIGITS,
        "--target=digit",
        "--validation=0.3",
        "--epochs=5",
        "--learning-rate=0.05",
        "--calibrate=temperature",
        "--out",
        model);
    LinearModel calibrated = ModelFile.read(model);
    Map<String, String> notes = calibrated.metadata();
    assertTrue(
        Double.parseDouble(notes.get("calibrationLogLossAfter"))
            < Double.parseDouble(notes.get("calibrationLogLossBefore")));
    Path out = directory.resolve("c");
    refused("parts two classes", "calibrate", model, DIGITS, "--threshold=f1", "--out", out);
    refused(
        "one logit of the sigmoid head",
        "calibrate",
        model,
        DIGITS,
        "--method=platt",
        "--out",
        out);
    refused(
        "parts two classes",
        "train",
        DIGITS,
        "--target=digit",
        "--validation=0.3",
        "--threshold=f1",
        "--out",
        out);
    assertFalse(Files.exists(out));
  }

  @Test
  void replaysACalibratedModel() throws IOException {
    Path model = train("m", "--calibrate=platt", "--threshold=balanced-accuracy");
    Ran same = run("verify", model, "--data", Cli.CANCER);
    assertTrue(same.out().contains("calibration  fitted again on the rows held out: the same"));
    assertTrue(same.out().endsWith("replayed: the same model, bit for bit\n"), same::toString);
    Path moved = directory.resolve("moved");
    LinearModel read = ModelFile.read(model);
    ModelFile.write(moved, read.withThreshold(0.123));
    Ran other = on("reference", "verify", moved, "--data", Cli.CANCER, "--json");
    assertEquals(1, other.code(), other::toString);
    assertEquals("different", other.json().get("calibration"));
    assertEquals(
        read.uncalibrated().modelSha256(), other.json().get("replayedSha256"), other::toString);
    Path elsewhere = directory.resolve("elsewhere");
    run("calibrate", model, Cli.CANCER, "--out", elsewhere);
    Ran unchecked = run("verify", elsewhere, "--data", Cli.CANCER);
    assertTrue(unchecked.out().contains("calibration  not checked"), unchecked::toString);
    assertTrue(unchecked.out().endsWith("bit for bit, but for its calibration\n"));
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    Path model = train("m");
    Path out = directory.resolve("c");
    refused(
        "--method isotonic is not known; there are: temperature, platt, none.",
        "calibrate",
        model,
        Cli.CANCER,
        "--method=isotonic",
        "--out",
        out);
    refused(
        "--method none leaves nothing to do",
        "calibrate",
        model,
        Cli.CANCER,
        "--method=none",
        "--out",
        out);
    refused("\"f2\" is not known", "calibrate", model, Cli.CANCER, "--threshold=f2", "--out", out);
    refused("are the same file", "calibrate", model, Cli.CANCER, "--out", model);
    refused(
        "No threshold reaches a precision of 1.0",
        "calibrate",
        model,
        turned(),
        "--threshold=precision:1",
        "--out",
        out);
    refused(
        "give --validation FRACTION or FILE",
        "train",
        Cli.CANCER,
        "--target=diagnosis",
        "--calibrate=temperature",
        "--out",
        out);
    refused(
        "--threshold is fitted on rows held out",
        "train",
        Cli.CANCER,
        "--target=diagnosis",
        "--threshold=f1",
        "--out",
        out);
    refused(
        "--calibrate none is not known",
        "train",
        Cli.CANCER,
        "--target=diagnosis",
        "--validation=0.3",
        "--calibrate=none",
        "--out",
        out);
    Path whole = directory.resolve("whole");
    run("train", Cli.CANCER, "--target=diagnosis", "--out", whole);
    refused("--held-out needs a model", "calibrate", whole, Cli.CANCER, "--held-out", "--out", out);
    List<String> lines = Files.readAllLines(Path.of(Cli.CANCER));
    Path fewer = Files.write(directory.resolve("fewer.csv"), lines.subList(0, 300));
    refused("is another", "calibrate", model, fewer, "--held-out", "--out", out);
    assertFalse(Files.exists(out));
  }

  /** Benign and malignant change places: the row of the highest probability is a negative one. */
  private Path turned() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(Cli.CANCER)));
    for (int i = 1; i < lines.size(); ++i) {
      String line = lines.get(i);
      lines.set(
          i,
          line.contains("malignant")
              ? line.replace("malignant", "benign")
              : line.replace("benign", "malignant"));
    }
    return Files.write(directory.resolve("turned.csv"), lines);
  }
}
