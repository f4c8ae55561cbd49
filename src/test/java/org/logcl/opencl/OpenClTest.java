package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.logcl.testing.Devices;

class OpenClTest {
  @Test
  void allDevicesIsAnUnsignedThirtyTwoBitMask() {
    assertEquals(4_294_967_295L, OpenCl.DEVICE_TYPE_ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"OpenCL 1.2 pocl HSTR: x", "OpenCL 3.0 CUDA", "OpenCL 2.1 ", "OpenCL 1.10"})
  void acceptsOpenCl12AndLater(String version) {
    assertTrue(OpenCl.isRecentEnough(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"OpenCL 1.1 Mesa", "OpenCL 1.0", "", "OpenCL", "OpenCL 99999999999.0"})
  void refusesWhatIsOlderOrUnreadable(String version) {
    assertFalse(OpenCl.isRecentEnough(version));
  }

  @Test
  @Tag("device") // JOCL has the names
  void anErrorHasTheCallTheDeviceTheCodeAndTheLog() {
    assertTrue(Devices.all().findAny().isPresent());
    String text = Calls.failure(-11, "clBuildProgram", "device 9", "line 1: oops\n").getMessage();
    assertEquals(
        "clBuildProgram failed on device 9: CL_BUILD_PROGRAM_FAILURE (-11)\nline 1: oops", text);
    assertEquals("unknown error (-77777)", Calls.name(-77_777));
  }
}
