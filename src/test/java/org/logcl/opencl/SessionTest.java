package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.testing.Devices;

@Tag("device")
class SessionTest {
  private static final String ALL = "org.logcl.testing.Devices#all";
  private static final String SOURCE =
      "__kernel void set(__global int *out, int value) { out[get_global_id(0)] = value; }";

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void whatASessionMadeIsClosedWithIt(OpenClDevice device) {
    List<String> warnings = warnings(() -> usesAfterClose(device));
    assertEquals(1, warnings.size(), "leaks are named, once");
    assertTrue(
        warnings.get(0).endsWith("was closed with open buffers: first, second"), warnings.get(0));
  }

  private static void usesAfterClose(OpenClDevice device) {
    Session session = new Session(device);
    DeviceBuffer first = session.buffer("first", 64);
    session.buffer("gone", 64).close();
    session.buffer("second", 64);
    Program program = session.program(SOURCE, "-cl-std=CL1.2");
    Kernel kernel = program.kernel("set");
    kernel.launch(16, 16, first, 1);
    assertEquals(List.of("first", "second"), session.openBuffers());
    session.close();
    session.close();
    assertThrows(IllegalStateException.class, session::finish);
    assertThrows(IllegalStateException.class, () -> session.buffer("late", 4));
    assertThrows(IllegalStateException.class, () -> session.program(SOURCE, ""));
    assertThrows(IllegalStateException.class, () -> first.read(0, new int[1], 0, 1));
    assertThrows(IllegalStateException.class, () -> kernel.launch(16, 16, first, 1));
    assertThrows(IllegalStateException.class, () -> program.kernel("set"));
    first.close();
    program.close();
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void openBuffersAreCountedInBytes(OpenClDevice device) {
    try (Session session = new Session(device)) {
      assertEquals(0, session.deviceBytes());
      DeviceBuffer first = session.buffer("first", 100);
      DeviceBuffer second = session.buffer("second", new int[3], 5);
      assertEquals(120, session.deviceBytes());
      first.close();
      first.close();
      assertEquals(20, session.deviceBytes());
      second.close();
      session.buffer("third", 60).close();
      assertEquals(0, session.deviceBytes());
      assertEquals(120, session.peakDeviceBytes());
    }
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void aKernelEndsWithItsProgram(OpenClDevice device) {
    try (Session session = new Session(device);
        DeviceBuffer out = session.buffer("out", 64)) {
      Program program = session.program(SOURCE, "-cl-std=CL1.2");
      Kernel kernel = program.kernel("set");
      kernel.launch(16, 16, out, 1);
      program.close();
      program.close();
      String text =
          assertThrows(IllegalStateException.class, () -> kernel.launch(16, 16, out, 1))
              .getMessage();
      assertTrue(text.contains("Kernel set"), text);
    }
  }

  /** A thread for each transfer, or a handle for each launch, would show here. */
  @ParameterizedTest
  @MethodSource(ALL)
  void aThousandBuffersAndLaunchesLeaveNothingBehind(OpenClDevice device) {
    assumeTrue(new File("/proc/self/fd").isDirectory(), "counts through /proc");
    int rounds = Devices.isSlow(device) ? 100 : 1000;
    try (Session session = new Session(device);
        Program program = session.program(SOURCE, "-cl-std=CL1.2")) {
      Kernel kernel = program.kernel("set");
      work(session, kernel, 20);
      int files = entries("/proc/self/fd");
      int threads = entries("/proc/self/task");
      int[] most = work(session, kernel, rounds);
      // The JVM itself may open a file or start a compiler thread.
      assertTrue(most[0] <= files + 5, files + " open files became " + most[0]);
      assertTrue(most[1] <= threads + 5, threads + " threads became " + most[1]);
    }
  }

  private static int[] work(Session session, Kernel kernel, int rounds) {
    int[] most = new int[2];
    int[] value = new int[1];
    for (int i = 0; i < rounds; ++i) {
      try (DeviceBuffer out = session.buffer("out", 64)) {
        out.zero();
        out.write(0, new int[] {-1}, 0, 1);
        kernel.launch(16, 16, out, i);
        out.read(0, value, 0, 1);
        assertEquals(i, value[0]);
      }
      if (i % 50 == 0) {
        most[0] = Math.max(most[0], entries("/proc/self/fd"));
        most[1] = Math.max(most[1], entries("/proc/self/task"));
      }
    }
    return most;
  }

  private static int entries(String directory) {
    String[] names = new File(directory).list();
    return names == null ? 0 : names.length;
  }

  private static List<String> warnings(Runnable action) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            messages.add(java.text.MessageFormat.format(entry.getMessage(), entry.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Session.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.setUseParentHandlers(true);
      logger.removeHandler(handler);
    }
    return messages;
  }
}
