package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.logcl.testing.ChildJvm;
import org.logcl.testing.Devices;

/** What PoCL does to the JVM's signal handlers, each case in a process of its own. */
@Tag("device")
@EnabledOnOs(OS.LINUX)
class SignalHandlersTest {
  /** Uses PoCL in two sessions, then divides by zero. */
  static final class Divide {
    private Divide() {}

    public static void main(String[] arguments) {
      OpenClDevice pocl =
          OpenCl.devices().devices().stream().filter(d -> d.info().isPocl()).findFirst().get();
      for (int i = 0; i < 2; ++i) {
        try (Session session = new Session(pocl);
            DeviceBuffer buffer = session.buffer("values", 64)) {
          buffer.zero();
          session.finish();
        }
      }
      List<Integer> numbers = new ArrayList<>(List.of(1, 0));
      try {
        System.out.println(numbers.get(0) / numbers.get(1));
      } catch (ArithmeticException e) {
        System.out.println("thrown");
      }
    }
  }

  /** Has kernels compiled while other threads are busy and must stop for the collector. */
  static final class Busy {
    // Without signal chaining it ended after 1.6 to 6 seconds in nine of nine runs.
    private static final long NANOS = 6_000_000_000L;
    static volatile double sum;

    private Busy() {}

    public static void main(String[] arguments) throws Exception {
      for (int i = 0; i < 4; ++i) {
        daemon(Busy::work);
      }
      daemon(System::gc);
      OpenClDevice pocl =
          OpenCl.devices().devices().stream().filter(d -> d.info().isPocl()).findFirst().get();
      long start = System.nanoTime();
      for (int i = 0; System.nanoTime() - start < NANOS; ++i) {
        try (Session session = new Session(pocl)) {
          String source = "kernel void fill(global float* a) { a[0] = " + i + "; }";
          session.program(source, "").kernel("fill");
        }
      }
      System.out.println("alive");
    }

    private static void work() {
      double[] values = new double[4096];
      for (int i = 0; i < 100 * values.length; ++i) {
        values[i % values.length] += i;
      }
      sum = values[0];
    }

    private static void daemon(Runnable work) {
      Thread thread =
          new Thread(
              () -> {
                while (true) {
                  work.run();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static ChildJvm child() {
    return child(Divide.class);
  }

  private static ChildJvm child(Class<?> main) {
    assumeTrue(Devices.all().anyMatch(device -> device.info().isPocl()), "PoCL is not here");
    return new ChildJvm(main);
  }

  private static void throwsWithoutWarning(ChildJvm child) throws Exception {
    ChildJvm.Ended ended = child.run();
    assertEquals("thrown\n", ended.out(), ended.toString());
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
  }

  @Test
  void divisionByZeroThrowsAsTheLauncherStartsJava() throws Exception {
    throwsWithoutWarning(child().with("POCL_SIGFPE_HANDLER", 0).withSignalChaining());
  }

  @Test
  void divisionByZeroThrowsWithSignalChaining() throws Exception {
    throwsWithoutWarning(child().withSignalChaining());
  }

  @Test
  void busyThreadsLiveOnWithSignalChaining() throws Exception {
    ChildJvm.Ended ended =
        child(Busy.class).withSignalChaining().with("POCL_KERNEL_CACHE", 0).run();
    assertEquals("alive\n", ended.out(), ended.toString());
    assertEquals(0, ended.status());
  }

  @Test
  void elseAWarningSaysWhatToSetOnce() throws Exception {
    assertTrue(SignalHandlers.advice().contains("LD_PRELOAD=" + ChildJvm.LIBJSIG));
    // PoCL's variable is for its own handler alone.
    for (ChildJvm child : List.of(child(), child().with("POCL_SIGFPE_HANDLER", 0))) {
      ChildJvm.Ended ended = child.run();
      assertEquals(2, ended.err().split(SignalHandlers.advice(), -1).length, ended.toString());
    }
  }
}
