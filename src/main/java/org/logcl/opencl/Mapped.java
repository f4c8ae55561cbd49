package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jocl.CL;
import org.jocl.cl_event;

/** Large transfers by mapping the buffer itself: one copy, on devices in the host's memory. */
final class Mapped {
  // Elements of a mapping: a direct buffer ends at 2 GiB.
  private static final int WINDOW = 1 << 27;

  private Mapped() {}

  static void write(Session session, DeviceBuffer buffer, long at, HostRange source) {
    for (int from = 0, part; from < source.count; from += part) {
      part = Math.min(WINDOW, source.count - from);
      ByteBuffer window = map(session, buffer, at + from, part, CL.CL_MAP_WRITE_INVALIDATE_REGION);
      try {
        Copies.into(window, source, from, part);
      } finally {
        unmap(session, buffer, window);
      }
    }
  }

  static void read(Session session, DeviceBuffer buffer, long at, HostRange target) {
    for (int from = 0, part; from < target.count; from += part) {
      part = Math.min(WINDOW, target.count - from);
      ByteBuffer window = map(session, buffer, at + from, part, CL.CL_MAP_READ);
      try {
        session.launches().settle(); // mapping succeeds even where what should have written failed
        Copies.outOf(window, target, from, part);
      } finally {
        unmap(session, buffer, window);
      }
    }
  }

  /** Waits for what was enqueued before. */
  private static ByteBuffer map(
      Session session, DeviceBuffer buffer, long at, int count, long how) {
    int[] code = new int[1];
    ByteBuffer window =
        CL.clEnqueueMapBuffer(
            session.queue(), buffer.handle(), true, how, at * 4, count * 4L, 0, null, null, code);
    check(code[0], "clEnqueueMapBuffer for " + buffer.name(), session.device().toString());
    return window.order(ByteOrder.nativeOrder());
  }

  private static void unmap(Session session, DeviceBuffer buffer, ByteBuffer window) {
    cl_event event = new cl_event();
    int code = CL.clEnqueueUnmapMemObject(session.queue(), buffer.handle(), window, 0, null, event);
    String what = "clEnqueueUnmapMemObject for " + buffer.name();
    check(code, what, session.device().toString());
    session.launches().add(what, event);
  }
}
