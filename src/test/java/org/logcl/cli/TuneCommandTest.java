package org.logcl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.bench.Bench;
import org.logcl.bench.Tuner;
import org.logcl.cli.Cli.Ran;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.TunedDevices;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

/** What tune prints and keeps. Which tuning is fastest, no test says. */
class TuneCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void useTheDirectory() {
    System.setProperty("logcl.cache", directory.toString());
  }

  @AfterEach
  void useNone() {
    System.clearProperty("logcl.cache");
  }

  private static OpenClDevice device() {
    OpenClDevice device = Devices.first();
    Assumptions.assumeFalse(Devices.isSlow(device), "minutes on devices for checking");
    return device;
  }

  @Tag("device")
  @Test
  void keepsWhatItChoseAndForgetsItAgain() throws IOException {
    DeviceInfo info = device().info();
    Ran ran = Cli.run("tune", "--device", info.name(), "--seconds=4", "--json", "--quiet");
    assertEquals(0, ran.code(), ran::toString);
    assertEquals("", ran.err());
    Map<?, ?> result = ran.json();
    assertEquals(
        Set.of(
            "device",
            "driver",
            "tunable",
            "complete",
            "shipped",
            "chosen",
            "cases",
            "unequal",
            "directory"),
        result.keySet());
    assertEquals(List.of(), result.get("unequal"));
    List<?> cases = (List<?>) result.get("cases");
    assertEquals(4, cases.size());
    boolean measured = false; // a slow machine may have no time for any
    for (Object one : cases) {
      Map<?, ?> found = (Map<?, ?>) one;
      Map<?, ?> chosen = (Map<?, ?>) result.get("chosen");
      assertEquals(chosen.get(found.get("setting")), found.get("chosen"));
      for (Object trial : (List<?>) found.get("trials")) {
        measured = true;
        assertTrue((double) ((Map<?, ?>) trial).get("ratio") > 0, trial::toString);
      }
    }
    if (measured) {
      assertEquals(directory.toString(), result.get("directory"));
      long group = TunedDevices.kept(info).orElseThrow().group();
      assertEquals(((Map<?, ?>) result.get("chosen")).get("group"), group);
    }
    Ran reset = Cli.run("tune", "--device", info.name(), "--reset");
    assertEquals(0, reset.code(), reset::toString);
    assertTrue(TunedDevices.kept(info).isEmpty());
  }

  @Tag("device")
  @Test
  void aDryRunKeepsNothing() throws IOException {
    DeviceInfo info = device().info();
    Ran ran = Cli.run("tune", "--device", info.name(), "--seconds=0.5", "--dry-run", "--json");
    assertEquals(0, ran.code(), ran::toString);
    assertNull(ran.json().get("directory"));
    assertTrue(TunedDevices.kept(info).isEmpty());
  }

  @Tag("device")
  @Test
  void aSearchWithoutTimeKeepsTheShippedTuning() {
    try (OpenClBackend backend = new OpenClBackend(device())) {
      Tuner.Outcome outcome = Tuner.run(backend, 1e-9, Bench.Listener.NONE);
      assertEquals(outcome.shipped(), outcome.best());
      assertFalse(outcome.isMeasured());
      assertFalse(outcome.complete());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds=0        | --seconds must be over 0 and up to 600, not 0",
        "--seconds=NaN      | is not a decimal number",
        "--seconds=601      | --seconds must be over 0 and up to 600, not 601",
        "extra              | Unexpected argument \"extra\""
      })
  void refusesWhatItCannotDo(String argument, String said) {
    Ran ran = Cli.run("tune", "--device=reference", argument);
    assertEquals(2, ran.code(), ran::toString);
    assertTrue(ran.err().contains(said), ran::toString);
  }

  @Test
  void theReferenceDeviceHasNothingToTune() throws IOException {
    Ran ran = Cli.run("tune", "--device=reference", "--quiet");
    assertEquals(0, ran.code(), ran::toString);
    assertTrue(ran.out().startsWith("there is nothing to tune on "), ran::toString);
    assertEquals(false, Cli.run("tune", "--device=reference", "--json").json().get("tunable"));
  }

  @Test
  void resetTakesNoSearch() {
    assertEquals(2, Cli.run("tune", "--reset", "--dry-run").code());
  }
}
