package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

/** {@code verify MODEL --data FILE}. */
class ReplayCliTest {
  @TempDir Path directory;

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  private Path train(String name, Object... more) {
    Path file = directory.resolve(name);
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", Cli.CANCER, "--target=diagnosis", "--device=reference"));
    arguments.addAll(List.of("--epochs=2", "--quiet", "--out", file));
    arguments.addAll(Arrays.asList(more));
    Ran ran = Cli.run(arguments.toArray());
    assertEquals(0, ran.code(), ran::toString);
    return file;
  }

  private static Ran replay(Path model, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("verify", model, "--data", Cli.CANCER));
    arguments.addAll(Arrays.asList(more));
    if (!arguments.contains("--device")) {
      arguments.add("--device=reference");
    }
    return Cli.run(arguments.toArray());
  }

  private void change(String key, String value) {
    LinearModel model = ModelFile.read(model());
    Map<String, String> notes = new TreeMap<>(model.metadata());
    notes.put(key, value);
    ModelFile.write(model(), model.withMetadata(notes));
  }

  private void refused(String reason, Ran ran) {
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(reason), ran::toString);
    assertEquals("", ran.out());
  }

  static Stream<OpenClDevice> devices() {
    return Devices.all();
  }

  /** Trained on the reference, with a split, standardised; replayed elsewhere. */
  @Tag("device")
  @ParameterizedTest
  @MethodSource("devices")
  void everyDeviceGivesTheSameModel(OpenClDevice device) throws IOException {
    Path model = train("m", "--standardize", "--validation=0.2", "--seed=7", "--momentum=0.5");
    Ran ran = replay(model, "--device", device.info().name(), "--json");
    assertEquals(0, ran.code(), ran::toString);
    Map<?, ?> result = ran.json();
    String sha256 = ModelFile.read(model).modelSha256();
    assertEquals(sha256, result.get("modelSha256"));
    assertEquals(sha256, result.get("replayedSha256"));
    assertEquals(true, result.get("identical"));
    assertEquals(true, result.get("sameData"));
    assertEquals(455L, result.get("rows"));
    assertEquals("opencl", result.get("backend"));
    assertEquals("reference", ((Map<?, ?>) result.get("trainedOn")).get("device"));
    assertEquals(List.of(), result.get("findings"));
  }

  @Test
  void saysWhatItReplaysAndTheVerdict() {
    Path model = train("m", "--validation=0.2", "--l2=0.001");
    String sha256 = ModelFile.read(model).modelSha256();
    Ran ran = replay(model);
    assertEquals(0, ran.code(), ran::toString);
    List<String> lines = ran.out().lines().toList();
    assertEquals(
        "replaying "
            + model
            + ": sigmoid, sgd, 2 epochs, batches of 32, learning rate 0.1, momentum 0.0, l1 0.0, l2 0.001, intercept free, seed 1, a share of 0.2 held"
            + " out",
        lines.get(0));
    assertTrue(lines.contains("model        sha256 " + sha256), ran::toString);
    assertTrue(lines.contains("replayed     sha256 " + sha256), ran::toString);
    assertEquals("replayed: the same model, bit for bit", lines.get(lines.size() - 1));
  }

  @Test
  void aFileOfValidationRowsIsNotNeeded() {
    Path model = train("m", "--validation", Cli.CANCER);
    Map<String, String> notes = ModelFile.read(model).metadata();
    assertEquals("file", notes.get("validation"));
    assertEquals("breast_cancer.csv", notes.get("validationFile"));
    assertEquals(notes.get("dataSha256"), notes.get("validationDataSha256"));
    assertEquals(notes.get("dataSha256"), notes.get("trainingDataSha256"));
    assertEquals(0, replay(model).code());
  }

  @Test
  void columnsMayLieOtherwise() throws IOException {
    train("m.safetensors");
    Path turned = directory.resolve("turned.csv");
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(Cli.CANCER))) {
      List<String> cells = new ArrayList<>(List.of(line.split(",")));
      Collections.reverse(cells);
      lines.add(String.join(",", cells));
    }
    Files.write(turned, lines);
    Ran ran = Cli.run("verify", model(), "--data", turned, "--device=reference");
    assertEquals(0, ran.code(), ran::toString);
  }

  @Test
  void otherDataGiveExitCode1() throws IOException {
    train("m.safetensors", "--standardize");
    List<String> lines = new ArrayList<>(Files.readAllLines(Path.of(Cli.CANCER)));
    lines.remove(100);
    Path fewer = directory.resolve("fewer.csv");
    Files.write(fewer, lines);
    Ran ran = Cli.run("verify", model(), "--data", fewer, "--device=reference");
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.out().contains("\nThe rows are not those that the model was trained on"));
    assertTrue(ran.out().contains(" of the 568 training rows, instead of "));
    assertTrue(ran.out().contains("\nThe means and scales of the standardised features differ"));
    assertTrue(ran.out().endsWith("NOT REPLAYED: training again gave another model\n"));
  }

  @Test
  void aChangedOptionGivesExitCode1() throws IOException {
    train("m.safetensors");
    change("learningRate", "0.05");
    Ran ran = replay(model(), "--json");
    assertEquals(1, ran.code(), ran::toString);
    assertEquals(false, ran.json().get("identical"));
    assertEquals(true, ran.json().get("sameData"));
    assertTrue(
        ran.json().get("findings").toString().contains("the first is the weight of feature"),
        ran::toString);
  }

  @Test
  void aWarmStartNeedsItsStart() {
    Path first = train("first", "--standardize");
    Path second = train("second", "--init", first, "--seed=3");
    String sha256 = ModelFile.read(first).modelSha256();
    assertEquals(sha256, ModelFile.read(second).metadata().get("startModelSha256"));
    refused("started from the model with the sha256 " + sha256, replay(second));
    refused("another model than the one given", replay(second, "--init", second));
    refused("leave out the model to start from", replay(first, "--init", first));
    Ran ran = replay(second, "--init", first);
    assertEquals(0, ran.code(), ran::toString);
  }

  @Test
  void refusesWhatItCannotDoAgain() {
    train("m.safetensors");
    change("batchOrderGiven", "true");
    refused("given by hand", replay(model()));
    change("batchOrderGiven", "false");
    change("optimizer", "rmsprop");
    refused("its optimizer \"rmsprop\" is not known here", replay(model()));
    change("recipeVersion", "9");
    refused("this LogCL knows recipes 1 and 2", replay(model()));
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() {
    train("m.safetensors");
    refused("--data FILE", Cli.run("verify", model()));
    refused("--standardize does not go with a MODEL", replay(model(), "--standardize"));
    refused("do not go with a MODEL", replay(model(), "--seconds=1"));
    refused("--init goes with a MODEL", Cli.run("verify", "--init", model()));
    refused("does not exist", replay(directory.resolve("none")));
  }
}
