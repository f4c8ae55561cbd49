package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.InputException;
import org.logcl.opencl.DeviceInfo;
import org.logcl.opencl.OpenClDevice;

/** What is asked for is what is taken, or an error that says the way out: never another device. */
class DevicesTest {
  private static List<OpenClDevice> there() {
    return org.logcl.testing.Devices.all().toList();
  }

  private static boolean has(DeviceInfo.Type type) {
    return there().stream()
        .anyMatch(device -> device.info().type() == type && !device.info().isForChecking());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reference", "Reference", "REFERENCE"})
  void referenceNeedsNoOpenCl(String request) {
    Devices.Choice choice = Devices.open(request);
    assertEquals("reference", choice.backend().kind());
    assertEquals("reference", choice.backend().device());
    assertEquals("reference, as asked for: plain Java, no OpenCL", choice.reason());
    choice.backend().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  @DisplayName("a blank name is a part of every name, and no choice")
  void refusesABlankName(String request) {
    String message = assertThrows(InputException.class, () -> Devices.open(request)).getMessage();
    assertEquals(
        "The name of the device is blank; it may be auto, gpu, cpu, reference, or a part of the name of an OpenCL"
            + " device or platform.",
        message);
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  void takesADeviceByAPartOfItsName(OpenClDevice device) {
    String name = device.info().name();
    String part = name.substring(0, Math.min(8, name.length())).toUpperCase(Locale.ROOT);
    Devices.Choice choice = Devices.open(part);
    try (Backend backend = choice.backend()) {
      assertEquals("opencl", backend.kind());
      assertTrue(backend.device().toUpperCase(Locale.ROOT).contains(part), backend.device());
      assertEquals(backend.device() + ", as asked for by '" + part + "'", choice.reason());
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  @Tag("device")
  void takesADeviceByItsPlatform(OpenClDevice device) {
    String platform = device.info().platform();
    try (Backend backend = Devices.open(platform).backend()) {
      assertTrue(backend.device().contains(platform), backend.device());
    }
  }

  @Test
  @Tag("device")
  void anUnknownNameIsAnErrorThatNamesWhatThereIs() {
    List<OpenClDevice> there = there();
    String message =
        assertThrows(DeviceUnavailableException.class, () -> Devices.open("no such device"))
            .getMessage();
    assertTrue(message.startsWith("--device no such device: no OpenCL device here fits."), message);
    there.forEach(device -> assertTrue(message.contains(device.toString()), message));
    assertTrue(message.contains("install the driver"), message);
    assertTrue(message.contains("'--device reference'"), message);
  }

  @Test
  @Tag("device")
  void gpuWhereThereIsNoneIsAnError() {
    Assumptions.assumeFalse(has(DeviceInfo.Type.GPU), "there is a GPU");
    for (String request : new String[] {"gpu", "GPU"}) {
      String message =
          assertThrows(DeviceUnavailableException.class, () -> Devices.open(request)).getMessage();
      assertTrue(
          message.startsWith("--device " + request + ": no OpenCL device here fits."), message);
      assertTrue(message.contains("'--device reference'"), message);
    }
  }

  @Test
  @Tag("device")
  void cpuTakesACpuThatIsNotForChecking() {
    Assumptions.assumeTrue(has(DeviceInfo.Type.CPU), "there is no CPU device for work");
    try (OpenClBackend backend = (OpenClBackend) Devices.open("cpu").backend()) {
      assertEquals(DeviceInfo.Type.CPU, backend.info().type());
      assertFalse(backend.info().isForChecking());
    }
  }

  @Test
  @Tag("device")
  void autoSaysWhatItTookAndWhy() {
    there();
    Devices.Choice choice = Devices.open("auto");
    try (Backend backend = choice.backend()) {
      assertTrue(
          choice.reason().startsWith(backend.device() + ", chosen by auto: "), choice.reason());
      boolean forWork = has(DeviceInfo.Type.GPU) || has(DeviceInfo.Type.CPU);
      assertEquals(forWork ? "opencl" : "reference", backend.kind());
      if (backend instanceof OpenClBackend opencl) {
        assertFalse(opencl.info().isForChecking());
        assertEquals(
            has(DeviceInfo.Type.GPU), opencl.info().type() == DeviceInfo.Type.GPU, choice.reason());
      }
    }
  }

  @Test
  @Tag("device")
  void orderIsHardwareThenPoclThenWhatIsForChecking() {
    List<Integer> ranks =
        Devices.inOrder(there()).stream()
            .map(
                device ->
                    device.info().isForChecking()
                        ? 3
                        : device.info().type() == DeviceInfo.Type.GPU
                            ? 0
                            : device.info().isPocl() ? 2 : 1)
            .toList();
    assertEquals(ranks.stream().sorted().toList(), ranks);
  }
}
