package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * The ways of a session's data between Java arrays and device memory. Java's collector moves
 * arrays, so no device can use them where they lie: one copy is the least.
 *
 * <p>Where the device works in the host's memory, a large transfer is that one copy, by all cores,
 * into or out of the mapped buffer; a small write is copied to a buffer of its own, and from there
 * by the device, in its turn: nobody waits. Else data pass through staging memory: small ones in
 * one piece, large ones through two pinned halves, one filled while the other is under way. Two and
 * no more, because JOCL gives each transfer that does not block a thread.
 */
final class Transfers {
  /** Bytes that pass in one piece through memory that is not pinned; a multiple of 4. */
  static final int SMALL_BYTES = 512 << 10;

  // On PoCL, two cores, median of 29, us for one write (read), a launch and a wait:
  //   bytes            4 K   64 K  128 K  256 K  512 K    4 M
  //   own buffer        69     60     77     99    335
  //   mapped      117 (74) 83 (46) 97 (49) 102 (57) 154 (83) 250 (211)
  //   staged       88 (48) 77 (48) 114 (68) 136 (86) 392 (134) 350 (312)
  // More than this in buffers of their own would also add up, where nobody waits for long.
  private static final int OWN_BUFFER_BYTES = 128 << 10;
  private static final int STAGED_READ_BYTES = 64 << 10;

  private static final int FIRST_STAGING_BYTES = 64 << 10;

  private final Session session;
  private final boolean mapping;
  private final Pinned pinned;
  private final Launches flying;
  private ByteBuffer staging;
  // Null until something is read jointly.
  private DeviceBuffer joint;

  /**
   * @param mapping whether the device works in the host's memory, so that mapping a buffer moves
   *     nothing
   */
  Transfers(Session session, boolean mapping) {
    this.session = session;
    this.mapping = mapping;
    pinned = new Pinned(session);
    flying = new Launches(session.device().toString());
  }

  /**
   * Whether mapping works. Of rusticl (Mesa 22.3) it does not: unmapping what was mapped before
   * answers CL_INVALID_VALUE. Oclgrind, which is to check how kernels use memory, sees more of a
   * transfer that is one.
   */
  static boolean canMap(DeviceInfo device) {
    return !device.platform().contains("rusticl") && !device.isForChecking();
  }

  /** Copies to the buffer, from element {@code at} on; the array may change afterwards. */
  void write(DeviceBuffer buffer, long at, HostRange source) {
    int count = source.count;
    if (count == 0) {
      return;
    }
    long bytes = count * 4L;
    if (mapping && bytes <= OWN_BUFFER_BYTES) {
      copyFromTemporary(buffer, at, source);
    } else if (mapping) {
      Mapped.write(session, buffer, at, source);
    } else if (bytes <= SMALL_BYTES) {
      ByteBuffer window = staging((int) bytes);
      source.into(window, 0, count);
      enqueue(true, buffer, at, count, window, null);
    } else {
      writeThroughPinned(buffer, at, source);
    }
  }

  /** Copies from element {@code at} of the buffer on, after all launches; waits. */
  void read(DeviceBuffer buffer, long at, HostRange target) {
    int count = target.count;
    long bytes = count * 4L;
    if (count == 0) {
      session.launches().settle();
    } else if (mapping && bytes > STAGED_READ_BYTES) {
      Mapped.read(session, buffer, at, target);
    } else if (bytes <= SMALL_BYTES) {
      ByteBuffer window = staging((int) bytes);
      enqueue(false, buffer, at, count, window, null);
      session.launches().settle(); // the read succeeds even where what should have written failed
      target.outOf(window, 0, count);
    } else {
      readThroughPinned(buffer, at, target);
      session.launches().settle();
    }
  }

  /** Copies the first elements of several buffers, so many bytes in all; waits once. */
  void readJointly(List<DeviceBuffer> sources, List<HostRange> targets, int bytes) {
    if (joint == null) {
      joint = new DeviceBuffer(session, "what is read together", JointRead.MOST_BYTES);
    }
    int at = 0;
    for (int i = 0; i < sources.size(); ++i) {
      copy(sources.get(i).handle(), joint, at, targets.get(i).count * 4L, sources.get(i).name());
      at += targets.get(i).count * 4;
    }
    ByteBuffer window = staging(bytes);
    enqueue(false, joint, 0, bytes / 4, window, null);
    session.launches().settle(); // the read succeeds even where what should have written failed
    at = 0;
    for (HostRange target : targets) {
      int size = target.count * 4;
      target.outOf(window.slice(at, size).order(window.order()), 0, target.count);
      at += size;
    }
  }

  /** The content and zeros behind it, {@code length} elements in all, outside the heap. */
  ByteBuffer staged(HostRange content, int length) {
    ByteBuffer window = staging(length * 4);
    content.into(window, 0, content.count);
    int used = content.count * 4;
    window.put(used, new byte[length * 4 - used]);
    return window;
  }

  /** Memory outside the heap, native order, at least so large; its content is anything. */
  private ByteBuffer staging(int bytes) {
    if (staging == null || staging.capacity() < bytes) {
      // Grown by need: a session that moves little does not wait for half a megabyte of zeros.
      int size = Math.max(FIRST_STAGING_BYTES, Integer.highestOneBit(bytes - 1) << 1);
      staging = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
    return staging;
  }

  void release() {
    pinned.release();
    if (joint != null) {
      joint.close();
    }
  }

  private void copyFromTemporary(DeviceBuffer buffer, long at, HostRange source) {
    long bytes = source.count * 4L;
    ByteBuffer window = staging((int) bytes);
    source.into(window, 0, source.count);
    int[] code = new int[1];
    cl_mem temporary =
        CL.clCreateBuffer(
            session.context(),
            CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR,
            bytes,
            Pointer.toBuffer(window),
            code);
    String what = "what is written to " + buffer.name();
    check(code[0], "clCreateBuffer for " + what, session.device().toString());
    try {
      copy(temporary, buffer, at * 4, bytes, what);
    } finally {
      CL.clReleaseMemObject(temporary); // it lives until the copy is done
    }
  }

  private void copy(cl_mem source, DeviceBuffer target, long at, long bytes, String what) {
    cl_event event = new cl_event();
    int code =
        CL.clEnqueueCopyBuffer(
            session.queue(), source, target.handle(), 0, at, bytes, 0, null, event);
    String call = "clEnqueueCopyBuffer of " + what;
    check(code, call, session.device().toString());
    session.launches().add(call, event);
  }

  private void writeThroughPinned(DeviceBuffer buffer, long at, HostRange source) {
    inParts(
        source.count,
        (from, part, window) -> {
          Copies.into(window, source, from, part);
          enqueue(true, buffer, at + from, part, window, new cl_event());
        },
        (from, part, window) -> {});
  }

  private void readThroughPinned(DeviceBuffer buffer, long at, HostRange target) {
    inParts(
        target.count,
        (from, part, window) -> enqueue(false, buffer, at + from, part, window, new cl_event()),
        (from, part, window) -> Copies.outOf(window, target, from, part));
  }

  @FunctionalInterface
  private interface Part {
    void move(int from, int count, ByteBuffer window);
  }

  /** Starts each part, and lands it before its half is needed again; two are under way at most. */
  private void inParts(int count, Part start, Part land) {
    int size = Pinned.HALF_BYTES / 4;
    int parts = (count - 1) / size + 1;
    try {
      for (int part = 0; part < parts + 2; ++part) {
        if (part >= 2) {
          flying.settleOldest();
          int from = (part - 2) * size;
          land.move(from, Math.min(size, count - from), pinned.half(part & 1));
        }
        if (part < parts) {
          int from = part * size;
          start.move(from, Math.min(size, count - from), pinned.half(part & 1));
        }
      }
    } catch (RuntimeException e) {
      CL.clFinish(session.queue()); // nothing is under way when the halves are used again
      flying.release();
      throw e;
    }
  }

  /** A transfer of the window's first elements: waits where there is no event, else flies. */
  private void enqueue(
      boolean writes, DeviceBuffer buffer, long at, int count, ByteBuffer window, cl_event event) {
    Pointer host = Pointer.toBuffer(window);
    boolean waits = event == null;
    cl_mem memory = buffer.handle();
    long bytes = count * 4L;
    int code =
        writes
            ? CL.clEnqueueWriteBuffer(
                session.queue(), memory, waits, at * 4, bytes, host, 0, null, event)
            : CL.clEnqueueReadBuffer(
                session.queue(), memory, waits, at * 4, bytes, host, 0, null, event);
    String what =
        (writes ? "clEnqueueWriteBuffer for " : "clEnqueueReadBuffer for ") + buffer.name();
    check(code, what, session.device().toString());
    if (!waits) {
      flying.add(what, event);
    }
  }
}
