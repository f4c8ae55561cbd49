package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.logcl.testing.ChildJvm;
import org.logcl.testing.Devices;

/** A thousand trainings in one process leave nothing behind, on a device and on the twin. */
@Tag("endurance")
class EnduranceTest {
  private static ChildJvm.Ended trainings(String where, String how) throws Exception {
    assumeTrue(new File("/proc/self/status").exists(), "memory is read from /proc");
    String device = where;
    if (!where.equals("reference")) {
      assumeFalse(Devices.isSlow(Devices.first()), Devices.first() + " would take minutes");
      device = Devices.first().info().platform();
    }
    return new ChildJvm(ManyTrainings.class, device, how)
        .withSignalChaining()
        // Of a fixed size, touched from the beginning: what grows then is a leak.
        .option("-Xms64m")
        .option("-Xmx64m")
        .option("-XX:+AlwaysPreTouch")
        .option("-XX:+UseSerialGC")
        .run();
  }

  @Test
  void nothingGrowsOnADevice() throws Exception {
    ChildJvm.Ended ended = trainings("device", "tidy");
    assertEquals(0, ended.status(), ended.toString());
    assertTrue(ended.out().endsWith("\nnothing grew\n"), ended.toString());
  }

  @Test
  void nothingGrowsOnTheTwin() throws Exception {
    ChildJvm.Ended ended = trainings("reference", "tidy");
    assertEquals(0, ended.status(), ended.toString());
    assertTrue(ended.out().endsWith("\nnothing grew\n"), ended.toString());
  }

  /** The tests above can fail: a few kilobytes a training, a few threads and files are seen. */
  @Test
  void plantedLeaksAreFound() throws Exception {
    ChildJvm.Ended ended = trainings("device", "leaking");
    assertEquals(0, ended.status(), ended.toString());
    String all =
        "device memory grew, process memory grew, heap grew, threads grew, open files grew";
    assertTrue(ended.out().endsWith("\n" + all + "\n"), ended.toString());
  }
}
