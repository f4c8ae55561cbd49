package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenClDevice;
import org.logcl.opencl.UserCache;
import org.logcl.testing.Devices;

class TunedDevicesTest {
  private static final Tuning FOUND = new Tuning(Tuning.Flavour.CPU, 64, 48, 14, 16, 1024);

  @TempDir Path directory;

  @BeforeEach
  void useTheDirectory() {
    System.setProperty("logcl.cache", directory.toString());
  }

  @AfterEach
  void useNone() {
    System.clearProperty("logcl.cache");
  }

  private static DeviceInfo device(String name, String driver) {
    DeviceInfo.Type type = DeviceInfo.Type.CPU;
    return new DeviceInfo("platform", name, "", "OpenCL 1.2", driver, type, 1, 1, 1, 128, false);
  }

  private static final DeviceInfo DEVICE = device("name", "1");

  @Test
  void whatIsKeptIsFoundForThisDeviceAndDriverAlone() {
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
    assertEquals(Optional.of(directory), TunedDevices.keep(DEVICE, FOUND));
    assertEquals(FOUND, TunedDevices.tuning(DEVICE));
    for (DeviceInfo other : List.of(device("other", "1"), device("name", "2"))) {
      assertTrue(TunedDevices.kept(other).isEmpty());
    }
    assertTrue(TunedDevices.forget(DEVICE));
    assertFalse(TunedDevices.forget(DEVICE));
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
  }

  @Test
  void aDamagedFileIsIgnored() throws IOException {
    TunedDevices.keep(DEVICE, FOUND);
    try (Stream<Path> files = Files.list(directory)) {
      Path file = files.findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length - 2] ^= 1;
      Files.write(file, bytes);
    }
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
  }

  private static final String GOOD =
      "flavour CPU\ngroup 64\nblockRows 48\nslabMebibytes 14\nfusedClasses 16\n";

  private static void store(String text) {
    UserCache.ofThisUser()
        .write("tuning", TunedDevices.key(DEVICE), text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void theTextHasALineForEachKnobOfTheFlavour() {
    assertEquals(GOOD, TunedDevices.text(FOUND));
    store(GOOD);
    assertEquals(FOUND, TunedDevices.tuning(DEVICE));
  }

  /** A file that is whole, by its checksum, and says what cannot be. */
  @ParameterizedTest
  @CsvSource({
    "group 64, group 0",
    "group 64, group 3",
    "group 64, group 256", // more than this device's largest group
    "group 64, group 99999",
    "group 64, group -1",
    "group 64, group 064",
    "group 64, group",
    "group 64, groups 64",
    "blockRows 48, blockRows 12",
    "blockRows 48, blockRows 200",
    "slabMebibytes 14, slabMebibytes 29",
    "fusedClasses 16, fusedClasses 33",
    "fusedClasses 16, nothing",
    "CPU, GPU",
    "CPU, TPU"
  })
  void whatCannotBeIsIgnored(String good, String bad) {
    store(GOOD.replace(good, bad));
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "flavour CPU\n", GOOD + "more 1\n", GOOD + GOOD})
  void whatIsNotAllOfItIsIgnored(String text) {
    store(text);
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
  }

  @Tag("device")
  @Test
  void aDeviceIsOpenedWithWhatIsKept() {
    OpenClDevice device = Devices.first();
    Assumptions.assumeFalse(Devices.isSlow(device), "nothing is kept for devices for checking");
    Tuning shipped = Tuning.of(device.info());
    TunedDevices.keep(device.info(), Knob.FUSED_CLASSES.with(shipped, 5));
    try (OpenClBackend backend = new OpenClBackend(device)) {
      assertTrue(backend.fusesSoftmax(new Shape(1, 5)));
      assertFalse(backend.fusesSoftmax(new Shape(1, 6)));
    }
    UserCache.ofThisUser().write("tuning", TunedDevices.key(device.info()), new byte[] {1, 2, -1});
    try (OpenClBackend backend = new OpenClBackend(device)) {
      assertTrue(backend.fusesSoftmax(new Shape(1, 6)));
    }
  }

  @Test
  void withoutACacheNothingIsKept() {
    System.setProperty("logcl.cache", "off");
    assertTrue(TunedDevices.keep(DEVICE, FOUND).isEmpty());
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
    assertFalse(TunedDevices.forget(DEVICE));
  }
}
