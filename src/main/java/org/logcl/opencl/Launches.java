package org.logcl.opencl;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.logcl.error.DeviceException;

/**
 * The commands that were enqueued without waiting, and how they ended.
 *
 * <p>{@code clFinish} and a blocking read succeed after a failed command, and whether the commands
 * behind it fail with it differs between runtimes. So every command's event is looked at, many in
 * one call. Wait lists would pass a failure on by themselves, but on PoCL 3.1 a command that is
 * enqueued behind a failed one hangs.
 */
final class Launches {
  /**
   * Unread events at most: an event that nobody releases pins memory on some drivers. Half of them
   * stay in the queue when the older half is awaited, so the device does not run dry.
   */
  static final int LIMIT = 256;

  private record Launch(String what, cl_event event) {}

  private final String device;
  private final List<Launch> launches = new ArrayList<>(LIMIT);

  Launches(String device) {
    this.device = device;
  }

  /**
   * Takes over the event of a command that was enqueued.
   *
   * @throws DeviceException where a much earlier one failed
   */
  void add(String what, cl_event event) {
    launches.add(new Launch(what, event));
    if (launches.size() >= LIMIT) {
      settle(LIMIT / 2);
    }
  }

  /**
   * Waits for all of them.
   *
   * @throws DeviceException where one failed; it names the first that did
   */
  void settle() {
    settle(launches.size());
  }

  /**
   * Waits for the first of them.
   *
   * @throws DeviceException where it failed
   */
  void settleOldest() {
    settle(1);
  }

  /** Forgets all of them. */
  void release() {
    launches.forEach(launch -> CL.clReleaseEvent(launch.event));
    launches.clear();
  }

  private void settle(int count) {
    if (count == 0) {
      return;
    }
    List<Launch> oldest = launches.subList(0, count);
    cl_event[] events = oldest.stream().map(Launch::event).toArray(cl_event[]::new);
    int code = CL.clWaitForEvents(count, events);
    if (code != CL.CL_SUCCESS) {
      DeviceException failure = firstFailure(oldest, code);
      release(); // what stands behind a failure tells nothing more
      throw failure;
    }
    oldest.forEach(launch -> CL.clReleaseEvent(launch.event));
    oldest.clear();
  }

  private DeviceException firstFailure(List<Launch> oldest, int code) {
    for (Launch launch : oldest) {
      int[] status = new int[1];
      int asked =
          CL.clGetEventInfo(
              launch.event, CL.CL_EVENT_COMMAND_EXECUTION_STATUS, 4, Pointer.to(status), null);
      // A negative status is the error code of the command.
      if (asked == CL.CL_SUCCESS && status[0] < 0) {
        return Calls.failure(status[0], launch.what, device, "");
      }
    }
    return Calls.failure(code, "clWaitForEvents", device, "");
  }
}
