package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;

@Tag("device")
class KernelTest {
  private static final String ALL = "org.logcl.testing.Devices#all";
  private static final int GUARD = 0x5ca1ab1e;

  /** All kinds of arguments. */
  private static final String SOURCE =
      """
      __kernel void scale(__global const int *in, __global int *out, const int count, const float by, const long plus) {
        const int i = get_global_id(0);
        if (i < count) {
          out[i] = (int)(in[i] * by) + (int)(plus >> 32);
        }
      }
      """;

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void aKernelWritesItsOutputAndNotTheGuards(OpenClDevice device) {
    int count = 37; // groups of 16: the last one is cut off by the count
    int[] in = new int[count];
    int[] expected = new int[count + 16];
    Arrays.fill(expected, GUARD);
    for (int i = 0; i < count; ++i) {
      in[i] = i - 5;
      expected[i] = 3 * (i - 5) + 7;
    }
    int[] out = new int[count + 16];
    Arrays.fill(out, GUARD);
    try (Session session = new Session(device);
        Program program = session.program(SOURCE, "-cl-std=CL1.2");
        DeviceBuffer source = session.buffer("in", count * 4L);
        DeviceBuffer target = session.buffer("out", out.length * 4L)) {
      source.write(0, in, 0, count);
      target.write(0, out, 0, out.length);
      Kernel kernel = program.kernel("scale");
      kernel.launch(count, 16, source, target, count, 3f, 7L << 32);
      target.read(0, out, 0, out.length);
      assertArrayEquals(expected, out);
      // Of five arguments one is new; the others are still set.
      kernel.launch(count, 16, source, target, 1, 3f, 8L << 32);
      session.finish();
      target.read(0, out, 0, 2);
      assertEquals(expected[0] + 1, out[0]);
      assertEquals(expected[1], out[1]);
    }
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void argumentsAreCheckedBeforeOpenClSeesThem(OpenClDevice device) {
    try (Session session = new Session(device);
        Session other = new Session(device);
        Program program = session.program(SOURCE, "-cl-std=CL1.2");
        DeviceBuffer values = session.buffer("values", 64);
        DeviceBuffer foreign = other.buffer("foreign", 64)) {
      values.write(0, new int[16], 0, 16); // a fill does not count as a write for Oclgrind
      Kernel kernel = program.kernel("scale");
      refuses("takes 5 arguments, not 2", () -> kernel.launch(1, 1, values, values));
      refuses("is a java.lang.Double", () -> kernel.launch(1, 1, values, values, 1, 2d, 3L));
      refuses("another session", () -> kernel.launch(1, 1, values, foreign, 1, 2f, 3L));
      for (long items : new long[] {0, -1, 1L << 31, Long.MAX_VALUE, Integer.MAX_VALUE}) {
        refuses("cannot run", () -> kernel.launch(items, 16, values, values, 1, 2f, 3L));
      }
      refuses("cannot run", () -> kernel.launch(1, 0, values, values, 1, 2f, 3L));
      DeviceBuffer closed = session.buffer("closed one", 64);
      kernel.launch(16, 16, values, closed, 1, 1f, 0L);
      closed.close();
      assertThrows(
          IllegalStateException.class,
          () -> kernel.launch(16, 16, values, closed, 1, 1f, 0L),
          "also where the argument has not changed");
    }
  }

  private static void refuses(String part, Runnable launch) {
    String text = assertThrows(IllegalArgumentException.class, launch::run).getMessage();
    assertTrue(text.contains(part), text);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void whatOpenClRefusesNamesTheCallAndTheKernel(OpenClDevice device) {
    try (Session session = new Session(device);
        Program program = session.program(SOURCE, "-cl-std=CL1.2");
        DeviceBuffer values = session.buffer("values", 64)) {
      Kernel kernel = program.kernel("scale");
      fails(
          "clSetKernelArg 4 for scale failed on " + device + ": CL_INVALID_ARG_SIZE (-51)",
          () -> kernel.launch(1, 1, values, values, 1, 2f, 3));
      fails(
          "clEnqueueNDRangeKernel for scale failed on " + device,
          () -> kernel.launch(1, 1 << 30, values, values, 1, 2f, 3L));
      fails("clCreateKernel for none failed on " + device, () -> program.kernel("none"));
      kernel.launch(1, 1, values, values, 1, 2f, 3L);
      session.finish(); // it still works
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aProgramThatDoesNotCompileSaysWhy(OpenClDevice device) {
    try (Session session = new Session(device)) {
      String text =
          fails(
              "clBuildProgram with options '-cl-std=CL1.2 -DX=1' failed on " + device,
              () -> session.program("__kernel void f() { mistake_here; }", "-cl-std=CL1.2 -DX=1"));
      assertTrue(text.contains("CL_BUILD_PROGRAM_FAILURE (-11)"), text);
      assertTrue(text.contains("mistake_here"), text);
    }
  }

  private static String fails(String part, Runnable action) {
    String text = assertThrows(DeviceException.class, action::run).getMessage();
    assertTrue(text.startsWith(part), text);
    return text;
  }
}
