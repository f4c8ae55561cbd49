package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of the safetensors layout that shares no code with ours opens what train writes. */
class IndependentReaderTest {
  private static final String SCRIPT = "src/test/python/read_safetensors.py";

  @TempDir Path directory;

  /** How a process ended, its two streams together. */
  private record Ended(int status, String output) {}

  private static Ended python(Object... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("python3");
    Arrays.stream(arguments).map(Object::toString).forEach(builder.command()::add);
    builder.environment().remove("LD_PRELOAD");
    Process process = builder.redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    return new Ended(process.waitFor(), new String(output, StandardCharsets.UTF_8));
  }

  @BeforeAll
  static void requirePython() throws InterruptedException {
    try {
      python("--version");
    } catch (IOException e) {
      Assumptions.abort("There is no python3 to read a model file independently of LogCL.");
    }
  }

  @Test
  void opensAModel() throws Exception {
    Path model = directory.resolve("m.safetensors");
    String target = "--target=diagnosis";
    Object[] train = {"train", Cli.CANCER, target, "--standardize", "--out", model};
    assertEquals(0, Cli.run(train).code());
    Ended read = python(SCRIPT, model);
    assertEquals(0, read.status(), read::toString);
    for (String line :
        new String[] {
          "tensor standardization.mean F64 [30] ",
          "tensor weight F32 [30, 1] ",
          "tensor bias F32 [1] ",
          "metadata format logcl-linear",
          "metadata labels [\"benign\",\"malignant\"]",
          "metadata target diagnosis",
          "ok"
        }) {
      assertTrue(("\n" + read.output()).contains("\n" + line), read::toString);
    }
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length - 1));
    assertEquals(1, python(SCRIPT, model).status());
  }
}
