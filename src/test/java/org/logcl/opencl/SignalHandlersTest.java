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
  private static final String JSIG = System.getProperty("java.home") + "/lib/libjsig.so";

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

  private static ChildJvm child() {
    assumeTrue(Devices.all().anyMatch(device -> device.info().isPocl()), "PoCL is not here");
    return new ChildJvm(Divide.class);
  }

  private static void throwsWithoutWarning(ChildJvm child) throws Exception {
    ChildJvm.Ended ended = child.run();
    assertEquals("thrown\n", ended.out(), ended.toString());
    assertEquals("", ended.err());
    assertEquals(0, ended.status());
  }

  @Test
  void divisionByZeroThrowsAsTheLauncherStartsJava() throws Exception {
    throwsWithoutWarning(child().with("POCL_SIGFPE_HANDLER", 0).with("LD_PRELOAD", JSIG));
  }

  @Test
  void divisionByZeroThrowsWithPoclsHandlerOff() throws Exception {
    throwsWithoutWarning(child().with("POCL_SIGFPE_HANDLER", 0));
  }

  @Test
  void divisionByZeroThrowsWithSignalChaining() throws Exception {
    throwsWithoutWarning(child().with("LD_PRELOAD", JSIG));
  }

  @Test
  void withNeitherAWarningSaysWhatToSetOnce() throws Exception {
    ChildJvm.Ended ended = child().run();
    assertEquals(2, ended.err().split(SignalHandlers.advice(), -1).length, ended.toString());
    assertTrue(SignalHandlers.advice().contains("POCL_SIGFPE_HANDLER=0"));
  }
}
