package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.logcl.cli.Cli.Ran;
import org.logcl.io.ModelFile;
import org.logcl.kernel.Devices;
import org.logcl.kernel.Fault;
import org.logcl.kernel.FaultyDevices;

/** A GPU whose compiler contracts a * b + c: what the commands say and do. */
class InexactDeviceCliTest {
  private static final Devices BROKEN = new FaultyDevices(Fault.CONTRACTION).gpu();

  @TempDir Path directory;

  private Path model() {
    return directory.resolve("m.safetensors");
  }

  private Ran train(Devices devices, Object... more) {
    Object[] arguments = {
      "train", Cli.CANCER, "--target=diagnosis", "--standardize", "--epochs=1", "--out", model()
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Cli.run(devices, all);
  }

  @Test
  void trainingIsRefused() {
    Ran ran = train(BROKEN, "--device=gpu");
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.err().contains("refused: MULTIPLY_THEN_ADD differs in"), ran::toString);
    assertTrue(ran.err().contains("--allow-inexact"), ran::toString);
    assertFalse(Files.exists(model()));
  }

  @Test
  void allowInexactTrainsAndTheModelSaysSo() {
    Ran ran = train(BROKEN, "--device=gpu", "--allow-inexact");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(
        ran.err().startsWith("warning: Broken GPU (Pretence) computes inexactly"), ran::toString);
    Map<String, String> notes = ModelFile.read(model()).metadata();
    assertEquals("false", notes.get("exact"));
    assertTrue(
        notes.get("probeFailures").startsWith("MULTIPLY_THEN_ADD differs in"), notes::toString);
    assertEquals("Broken GPU (Pretence)", notes.get("device"));

    for (Object[] command :
        new Object[][] {
          {"evaluate", model(), Cli.CANCER, "--device=gpu"},
          {"predict", model(), Cli.CANCER, "--out", directory.resolve("p.csv"), "--device=gpu"}
        }) {
      Ran refused = Cli.run(BROKEN, command);
      assertEquals(1, refused.code(), refused::toString);
      Object[] allowed = Arrays.copyOf(command, command.length + 1);
      allowed[command.length] = "--allow-inexact";
      Ran goesOn = Cli.run(BROKEN, allowed);
      assertEquals(0, goesOn.code(), goesOn::toString);
      assertTrue(goesOn.err().contains("warning: Broken GPU"), goesOn::toString);
    }
  }

  @Test
  void anExactDeviceIsNotWarnedAbout() {
    Ran ran = train(new FaultyDevices(Fault.NONE).gpu(), "--device=gpu", "--allow-inexact");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("", ran.err());
    Map<String, String> notes = ModelFile.read(model()).metadata();
    assertEquals("true", notes.get("exact"));
    assertFalse(notes.containsKey("probeFailures"));
  }

  @Test
  void verifyReportsTheStage() {
    Ran ran = Cli.run(BROKEN, "verify", "--device=gpu");
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.out().contains("first in multiply then add: "), ran::toString);
    assertTrue(ran.out().contains("NOT VERIFIED: "), ran::toString);
  }

  @Test
  void theDemoGoesOnAndItsVerificationFails() {
    Ran ran = Cli.run(BROKEN, "demo", "--device=gpu", "--allow-inexact");
    assertEquals(1, ran.code(), ran::toString);
    assertTrue(ran.err().contains("warning: Broken GPU"), ran::toString);
    assertTrue(ran.out().contains("first in multiply then add: "), ran::toString);
  }
}
