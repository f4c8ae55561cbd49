package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Device memory with a name, a size and an owner. Every transfer is checked against the size (an
 * oversized one would crash the JVM); after it the array is the caller's again. Offsets are in
 * elements of 4 bytes, 64 bits wide.
 */
public final class DeviceBuffer implements AutoCloseable {
  private final Session session;
  private final String name;
  private final long bytes;
  private cl_mem memory;

  DeviceBuffer(Session session, String name, long bytes) {
    this(session, name, bytes, session.memoryFlags(), null);
  }

  /** A buffer that has its content, so many bytes of it, from the beginning. */
  DeviceBuffer(Session session, String name, long bytes, ByteBuffer content) {
    this(
        session,
        name,
        bytes,
        session.memoryFlags() | CL.CL_MEM_COPY_HOST_PTR,
        Pointer.toBuffer(content));
  }

  private DeviceBuffer(Session session, String name, long bytes, long flags, Pointer content) {
    this.session = session;
    this.name = name;
    this.bytes = bytes;
    int[] code = new int[1];
    memory = CL.clCreateBuffer(session.context(), flags, bytes, content, code);
    if (code[0] != CL.CL_SUCCESS) {
      memory = null;
      throw Calls.failure(
          code[0],
          "clCreateBuffer for " + name + " (" + bytes + " bytes)",
          session.device().toString(),
          "");
    }
  }

  /** What the buffer holds. */
  public String name() {
    return name;
  }

  /** Size in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Writes {@code count} floats of {@code source} from {@code from} on to element {@code at}. */
  public void write(long at, float[] source, int from, int count) {
    requireRange(at, count, source.length, from);
    session.transfers().write(this, at, HostRange.of(source, from, count));
  }

  /** Writes {@code count} ints of {@code source} from {@code from} on to element {@code at}. */
  public void write(long at, int[] source, int from, int count) {
    requireRange(at, count, source.length, from);
    session.transfers().write(this, at, HostRange.of(source, from, count));
  }

  /**
   * Reads {@code count} floats from element {@code at} on into {@code target} from {@code to} on,
   * after all launches.
   *
   * @throws org.logcl.error.DeviceException where it fails, or a launch before it did
   */
  public void read(long at, float[] target, int to, int count) {
    requireRange(at, count, target.length, to);
    session.transfers().read(this, at, HostRange.of(target, to, count));
  }

  /**
   * Reads {@code count} ints from element {@code at} on into {@code target} from {@code to} on,
   * after all launches.
   *
   * @throws org.logcl.error.DeviceException where it fails, or a launch before it did
   */
  public void read(long at, int[] target, int to, int count) {
    requireRange(at, count, target.length, to);
    session.transfers().read(this, at, HostRange.of(target, to, count));
  }

  /** Sets every element to zero. */
  public void zero() {
    zero(0);
  }

  /** Sets every element from one on to zero. */
  public void zero(long from) {
    requireRange(from, 0, 0, 0);
    cl_event event = new cl_event();
    int code =
        CL.clEnqueueFillBuffer(
            session.queue(),
            memory,
            Pointer.to(new byte[] {0, 0, 0, 0}),
            4,
            from * 4,
            bytes - from * 4,
            0,
            null,
            event);
    check(code, "clEnqueueFillBuffer for " + name, session.device().toString());
    session.launches().add("clEnqueueFillBuffer for " + name, event);
  }

  /** Passes where a transfer lies within the buffer and within the host's array. */
  void requireRange(long at, int count, int hostLength, int hostOffset) {
    handle();
    if (at < 0
        || count < 0
        || at > bytes / 4 - count
        || hostOffset < 0
        || hostOffset > hostLength - count) {
      throw new IndexOutOfBoundsException(
          "Transfer of "
              + count
              + " elements at "
              + at
              + " of buffer '"
              + name
              + "', which has "
              + bytes / 4
              + ", and at "
              + hostOffset
              + " of an array of "
              + hostLength
              + ".");
    }
  }

  /**
   * Passes where a kernel of the session may use this buffer.
   *
   * @throws IllegalStateException after close
   * @throws IllegalArgumentException in another session; what OpenCL would do is undefined
   */
  void requireUsableIn(Session other) {
    handle();
    if (session != other) {
      throw new IllegalArgumentException("Buffer '" + name + "' belongs to another session.");
    }
  }

  /**
   * The handle.
   *
   * @throws IllegalStateException after close
   */
  cl_mem handle() {
    if (memory == null) {
      throw new IllegalStateException("Buffer '" + name + "' was used after it was closed.");
    }
    return memory;
  }

  /** Releases the memory. Idempotent. */
  @Override
  public void close() {
    if (memory != null) {
      CL.clReleaseMemObject(memory);
      memory = null;
      session.forget(this);
    }
  }
}
