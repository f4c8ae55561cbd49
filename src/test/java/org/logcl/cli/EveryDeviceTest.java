package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.cli.Cli.Ran;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

/** The promise: the same command gives the same model on every device. */
@Tag("device")
class EveryDeviceTest {
  @TempDir Path directory;

  static Stream<OpenClDevice> devices() {
    return Devices.all();
  }

  private Ran train(String data, String target, String device, int epochs, Object... more) {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(List.of("train", data, "--target", target, "--device", device));
    arguments.addAll(List.of("--epochs", epochs, "--validation=0.2", "--quiet", "--json"));
    arguments.addAll(List.of("--out", directory.resolve("m")));
    arguments.addAll(List.of(more));
    Ran ran = Cli.run(arguments.toArray());
    assertEquals(0, ran.code(), ran::toString);
    return ran;
  }

  @ParameterizedTest
  @MethodSource("devices")
  void givesTheSameModelAsReference(OpenClDevice device) throws IOException {
    String name = device.info().name();
    // A device that is there for checking only is orders of magnitude slower.
    int epochs = Devices.isSlow(device) ? 1 : 10;
    Map<?, ?> sigmoid = train(Cli.CANCER, "diagnosis", name, epochs, "--standardize").json();
    assertEquals("opencl", sigmoid.get("backend"));
    assertTrue(sigmoid.get("device").toString().contains(name));
    assertEquals(
        train(Cli.CANCER, "diagnosis", "reference", epochs, "--standardize")
            .json()
            .get("modelSha256"),
        sigmoid.get("modelSha256"));
    String digits = "examples/digits.csv";
    Object[] options = {"--learning-rate=0.01", "--momentum=0.5", "--l2=0.001"};
    assertEquals(
        train(digits, "digit", "reference", epochs, options).json().get("modelSha256"),
        train(digits, "digit", name, epochs, options).json().get("modelSha256"));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void predictsTheSameBits(OpenClDevice device) throws IOException {
    train(Cli.CANCER, "diagnosis", "reference", 2, "--standardize");
    List<String> predictions = new ArrayList<>();
    for (String name : List.of("reference", device.info().name())) {
      Path out = directory.resolve("p.csv");
      Ran ran =
          Cli.run("predict", directory.resolve("m"), Cli.CANCER, "--out", out, "--device", name);
      assertEquals(0, ran.code(), ran::toString);
      predictions.add(Files.readString(out));
    }
    assertEquals(predictions.get(0), predictions.get(1));
  }

  @ParameterizedTest
  @MethodSource("devices")
  void evaluatesTheSameBits(OpenClDevice device) throws IOException {
    train(Cli.CANCER, "diagnosis", "reference", 2, "--standardize");
    List<Map<?, ?>> figures = new ArrayList<>();
    for (String name : List.of("reference", device.info().name())) {
      Ran ran = Cli.run("evaluate", directory.resolve("m"), Cli.CANCER, "--json", "--device", name);
      assertEquals(0, ran.code(), ran::toString);
      Map<?, ?> json = ran.json();
      json.keySet().removeAll(List.of("device", "backend"));
      figures.add(json);
    }
    assertEquals(figures.get(0), figures.get(1));
  }

  @Test
  void listsDevices() throws IOException {
    Ran ran = Cli.run("devices", "--json");
    assertEquals(0, ran.code(), ran::toString);
    List<?> devices = (List<?>) ran.json().get("devices");
    assertTrue(devices.size() >= 2, ran::toString);
    assertEquals("reference", ((Map<?, ?>) devices.get(devices.size() - 1)).get("name"));
    assertEquals(1, devices.stream().filter(d -> (boolean) ((Map<?, ?>) d).get("auto")).count());
  }

  @Test
  void saysWhichDeviceAutoTakes() {
    Ran ran = Cli.run("train", Cli.CANCER, "--target=diagnosis", "--out", directory.resolve("m"));
    assertTrue(ran.out().lines().toList().get(1).matches("device: .*, chosen by auto: .*"));
  }
}
