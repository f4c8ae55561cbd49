package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.UserCache;

class TunedDevicesTest {
  private static final Tuning FOUND = new Tuning(Tuning.Flavour.CPU, 64, 48);

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

  @ParameterizedTest
  @CsvSource({
    "CPU, 0, 96",
    "CPU, 3, 96",
    "CPU, 256, 96",
    "CPU, 99999, 96",
    "CPU, -1, 96",
    "CPU, 16, 0",
    "CPU, 16, 12",
    "CPU, 16, 200",
    "TPU, 16, 96"
  })
  void whatIsOutOfRangeIsIgnored(String flavour, String group, String blockRows) {
    String text = "flavour " + flavour + "\ngroup " + group + "\nblockRows " + blockRows + "\n";
    UserCache.ofThisUser()
        .write("tuning", TunedDevices.key(DEVICE), text.getBytes(StandardCharsets.US_ASCII));
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
  }

  @Test
  void withoutACacheNothingIsKept() {
    System.setProperty("logcl.cache", "off");
    assertTrue(TunedDevices.keep(DEVICE, FOUND).isEmpty());
    assertEquals(Tuning.of(DEVICE), TunedDevices.tuning(DEVICE));
    assertFalse(TunedDevices.forget(DEVICE));
  }

  @ParameterizedTest
  @CsvSource({"0, 96", "3, 96", "16, 0", "16, 12"})
  void aTuningOutOfRangeIsRefused(int group, int blockRows) {
    assertThrows(
        IllegalArgumentException.class, () -> new Tuning(Tuning.Flavour.CPU, group, blockRows));
  }
}
