package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.testing.ChildJvm;
import org.logcl.testing.Devices;

/** Byte offsets over 2^31, on the host's side and in a kernel. */
@Tag("device")
class FarEndTest {
  private static final long BYTES = 2_362_232_012L; // 2.2 GiB
  private static final String SOURCE =
      """
      __kernel void copy(__global int *far, long at, __global int *out) {
        out[0] = far[at];
        far[at + 1] = out[0] + 1;
      }
      """;

  /** Reaches the far end on PoCL, or says why not. */
  static final class OnPocl {
    private OnPocl() {}

    public static void main(String[] arguments) {
      OpenClDevice pocl =
          OpenCl.devices().devices().stream().filter(d -> d.info().isPocl()).findFirst().get();
      if (pocl.info().largestBuffer() < BYTES) {
        System.out.println("no buffer of this size");
        return;
      }
      reach(pocl);
      System.out.println("reached");
    }
  }

  private static void reach(OpenClDevice device) {
    long count = BYTES / 4;
    try (Session session = new Session(device);
        Program program = session.program(SOURCE, "-cl-std=CL1.2");
        DeviceBuffer far = session.buffer("far", BYTES);
        DeviceBuffer out = session.buffer("out", 4)) {
      far.write(count - 2, new int[] {41, -1}, 0, 2);
      program.kernel("copy").launch(1, 1, far, count - 2, out);
      int[] values = new int[3];
      out.read(0, values, 0, 1);
      far.read(count - 2, values, 1, 2);
      assertArrayEquals(new int[] {41, 41, 42}, values);
    }
  }

  @BeforeEach
  void requireMemory() throws IOException {
    Path file = Path.of("/proc/meminfo");
    assumeTrue(Files.isReadable(file), "cannot tell how much memory there is");
    long kibibytes =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("MemAvailable:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum();
    assumeTrue(kibibytes > 6L << 20, "memory is short");
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void isReachedWhereTheDeviceAllowsSuchABuffer(OpenClDevice device) {
    assumeTrue(device.info().largestBuffer() >= BYTES, "no buffer of this size on " + device);
    reach(device);
  }

  /**
   * PoCL believes hwloc about the memory, and hwloc believes a file (which may hold no comment).
   */
  @Test
  void isReachedOnPocl() throws Exception {
    assumeTrue(Devices.all().anyMatch(device -> device.info().isPocl()), "PoCL is not here");
    Path topology = Path.of(FarEndTest.class.getResource("sixteen_gibibytes.xml").toURI());
    ChildJvm.Ended ended =
        new ChildJvm(OnPocl.class)
            .with("HWLOC_XMLFILE", topology)
            .with("HWLOC_THISSYSTEM", 1)
            .withSignalChaining()
            .run();
    assertEquals(0, ended.status(), ended.toString());
    assumeTrue(!ended.out().startsWith("no buffer"), "PoCL's buffers cannot be that large here");
    assertEquals("reached\n", ended.out(), ended.toString());
  }
}
