package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;

/**
 * Commands that fail after they were enqueued. A command that waits for a user event fails with it,
 * and until then holds up what stands behind it in the queue.
 */
@Tag("device")
@Timeout(60)
class LaunchesTest {
  private static final String ALL = "org.logcl.testing.Devices#all";
  private static final String SOURCE =
      "__kernel void set(__global int *out, int value) { out[get_global_id(0)] = value; }";

  private Session session;
  private Kernel kernel;
  private DeviceBuffer out;
  private cl_event gate;

  private void open(OpenClDevice device) {
    open(new Session(device));
  }

  private void open(Session opened) {
    session = opened;
    kernel = session.program(SOURCE, "-cl-std=CL1.2").kernel("set");
    out = session.buffer("out", 64);
    kernel.launch(16, 16, out, 1);
    session.finish();
  }

  @AfterEach
  void close() {
    if (gate != null) {
      CL.clReleaseEvent(gate);
      gate = null;
    }
    if (session != null) {
      out.close();
      session.close();
    }
  }

  /** Enqueues a command that starts, or fails, when {@link #gate} is set. */
  private void hold() {
    int[] code = new int[1];
    gate = CL.clCreateUserEvent(session.context(), code);
    cl_event event = new cl_event();
    cl_event[] waitFor = {gate};
    assertEquals(
        CL.CL_SUCCESS,
        CL.clEnqueueFillBuffer(
            session.queue(), out.handle(), Pointer.to(new byte[4]), 4, 0, 64, 1, waitFor, event));
    session.launches().add("The command at the gate", event);
  }

  private void requireReported(Runnable action) {
    String text = assertThrows(DeviceException.class, action::run).getMessage();
    assertTrue(text.startsWith("The command at the gate failed on "), text);
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void finishReportsAFailureInTheMiddleOfTheQueue(OpenClDevice device) {
    open(device);
    kernel.launch(16, 16, out, 2);
    hold();
    kernel.launch(16, 16, out, 3);
    CL.clSetUserEventStatus(gate, CL.CL_OUT_OF_RESOURCES);
    requireReported(session::finish);
    kernel.launch(16, 16, out, 4);
    int[] value = new int[1];
    out.read(0, value, 0, 1);
    assertEquals(4, value[0], "the session goes on");
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aReadReportsAFailureInsteadOfGivingOldValues(OpenClDevice device) {
    open(device);
    hold();
    CL.clSetUserEventStatus(gate, CL.CL_OUT_OF_RESOURCES);
    requireReported(() -> out.read(0, new int[16], 0, 16));
  }

  /** Large reads go other ways than small ones. */
  @ParameterizedTest
  @MethodSource(ALL)
  void aLargeReadReportsAFailureToo(OpenClDevice device) {
    boolean maps = Transfers.canMap(device.info());
    for (boolean mapping : maps ? new boolean[] {true, false} : new boolean[] {false}) {
      open(new Session(device, mapping));
      try (DeviceBuffer large = session.buffer("large", 9 << 20)) {
        float[] values = new float[9 << 18];
        large.zero();
        hold();
        CL.clSetUserEventStatus(gate, CL.CL_OUT_OF_RESOURCES);
        requireReported(() -> large.read(0, values, 0, values.length));
        large.write(0, values, 0, values.length);
        large.read(0, values, 0, values.length); // the session goes on
      }
      close();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void launchesReportAFailureEvenIfNobodyEverWaits(OpenClDevice device) {
    open(device);
    hold();
    CL.clSetUserEventStatus(gate, CL.CL_OUT_OF_RESOURCES);
    requireReported(
        () -> {
          for (int i = 0; i <= Launches.LIMIT; ++i) {
            kernel.launch(16, 16, out, i);
          }
        });
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aSessionClosesAfterAFailureNobodyAskedFor(OpenClDevice device) {
    open(device);
    hold();
    kernel.launch(16, 16, out, 3);
    CL.clSetUserEventStatus(gate, CL.CL_OUT_OF_RESOURCES);
    out.close();
    session.close();
  }

  /** With a heap array in JOCL's hands, no collection starts before the read is done. */
  @ParameterizedTest
  @MethodSource(ALL)
  void theGarbageCollectorRunsWhileATransferWaits(OpenClDevice device) throws Exception {
    open(device);
    hold();
    int[] values = new int[16];
    Thread reader = new Thread(() -> out.read(0, values, 0, 16));
    reader.start();
    Thread.sleep(50); // it is in the call by now, or the test proves a little less
    long before = collections();
    System.gc(); // gives up where it may not start
    boolean ran = collections() > before;
    boolean waits = reader.isAlive();
    CL.clSetUserEventStatus(gate, CL.CL_COMPLETE);
    reader.join();
    assertTrue(ran, "the transfer kept the collector from starting");
    assertTrue(waits, "the read did not wait for what stands before it");
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
