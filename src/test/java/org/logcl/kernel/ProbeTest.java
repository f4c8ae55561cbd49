package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

@Tag("device")
@Tag("tiny")
class ProbeTest {
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void everyDeviceComputesAsTheTwinDoes(OpenClDevice device) {
    try (OpenClBackend backend = Devices.open(device)) {
      assertEquals(List.of(), Probe.run(backend).failures());
    }
  }

  @Test
  void theTwinPasses() {
    assertEquals(List.of(), Probe.run(new TwinBackend()).failures());
  }
}
