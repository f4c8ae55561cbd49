package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_event;
import org.jocl.cl_mem;

/**
 * Device memory with a name, a size and an owner. Every transfer is checked against the size (an
 * oversized one would crash the JVM), blocks, and goes through the session's direct buffer. Offsets
 * and counts are in elements of 4 bytes, 64 bits wide.
 */
public final class DeviceBuffer implements AutoCloseable {
  private final Session session;
  private final String name;
  private final long bytes;
  private cl_mem memory;

  DeviceBuffer(Session session, String name, long bytes) {
    this.session = session;
    this.name = name;
    this.bytes = bytes;
    int[] code = new int[1];
    memory = CL.clCreateBuffer(session.context(), CL.CL_MEM_READ_WRITE, bytes, null, code);
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
    ByteBuffer staging = session.staging();
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, staging.capacity() / Float.BYTES);
      staging.asFloatBuffer().put(source, from + done, part);
      send(at + done, part, staging);
      done += part;
    }
  }

  /** Writes {@code count} ints of {@code source} from {@code from} on to element {@code at}. */
  public void write(long at, int[] source, int from, int count) {
    requireRange(at, count, source.length, from);
    ByteBuffer staging = session.staging();
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, staging.capacity() / Integer.BYTES);
      staging.asIntBuffer().put(source, from + done, part);
      send(at + done, part, staging);
      done += part;
    }
  }

  /**
   * Reads {@code count} floats from element {@code at} on into {@code target} from {@code to} on,
   * after all launches.
   *
   * @throws org.logcl.error.DeviceException where it fails, or a launch before it did
   */
  public void read(long at, float[] target, int to, int count) {
    requireRange(at, count, target.length, to);
    ByteBuffer staging = session.staging();
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, staging.capacity() / Float.BYTES);
      receive(at + done, part, staging);
      staging.asFloatBuffer().get(target, to + done, part);
      done += part;
    }
  }

  /**
   * Reads {@code count} ints from element {@code at} on into {@code target} from {@code to} on,
   * after all launches.
   *
   * @throws org.logcl.error.DeviceException where it fails, or a launch before it did
   */
  public void read(long at, int[] target, int to, int count) {
    requireRange(at, count, target.length, to);
    ByteBuffer staging = session.staging();
    for (int done = 0; done < count; ) {
      int part = Math.min(count - done, staging.capacity() / Integer.BYTES);
      receive(at + done, part, staging);
      staging.asIntBuffer().get(target, to + done, part);
      done += part;
    }
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

  private void send(long at, int count, ByteBuffer staging) {
    int code =
        CL.clEnqueueWriteBuffer(
            session.queue(),
            memory,
            true,
            at * 4,
            count * 4L,
            Pointer.toBuffer(staging),
            0,
            null,
            null);
    check(code, "clEnqueueWriteBuffer for " + name, session.device().toString());
  }

  private void receive(long at, int count, ByteBuffer staging) {
    int code =
        CL.clEnqueueReadBuffer(
            session.queue(),
            memory,
            true,
            at * 4,
            count * 4L,
            Pointer.toBuffer(staging),
            0,
            null,
            null);
    check(code, "clEnqueueReadBuffer for " + name, session.device().toString());
    session.launches().settle(); // the read succeeds even where what should have written failed
  }

  private void requireRange(long at, int count, int hostLength, int hostOffset) {
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
