package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.logcl.error.DeviceException;

/**
 * A context and an in-order queue on one device, owner of the buffers and programs made with it.
 * One thread at a time.
 *
 * <p>Asynchronous failures are not lost: {@link #finish} and every read look at how each launch
 * before them ended, because {@code clFinish} and blocking reads succeed after a failed command.
 */
public final class Session implements AutoCloseable {
  private final OpenClDevice device;
  private final cl_context context;
  private final cl_command_queue queue;
  private final Set<AutoCloseable> owned = new LinkedHashSet<>();
  private final Launches launches;
  private final ProgramCache programCache;
  private final long memoryFlags;
  private final Transfers transfers;
  private long deviceBytes;
  private long peakDeviceBytes;
  private boolean closed;

  /**
   * Opens a session.
   *
   * @throws DeviceException where the device refuses a context or a queue
   */
  public Session(OpenClDevice device) {
    this(device, ProgramCache.of(device));
  }

  /** The same with another cache of compiled programs. */
  Session(OpenClDevice device, ProgramCache programCache) {
    this(device, programCache, device.sharesMemory() && Transfers.canMap(device.info()));
  }

  /** Opens a session that maps buffers for large transfers, or else stages them. */
  Session(OpenClDevice device, boolean mapping) {
    this(device, ProgramCache.of(device), mapping);
  }

  private Session(OpenClDevice device, ProgramCache programCache, boolean mapping) {
    this.device = device;
    this.programCache = programCache;
    launches = new Launches(device.toString());
    memoryFlags = memoryFlags(device);
    transfers = new Transfers(this, mapping);
    SignalHandlers.warnOnce(device.info());
    int[] code = new int[1];
    cl_context_properties properties = new cl_context_properties();
    properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform);
    context = CL.clCreateContext(properties, 1, new cl_device_id[] {device.id}, null, null, code);
    check(code[0], "clCreateContext", device.toString());
    @SuppressWarnings("deprecation") // the 2.0 call is missing on 1.2 devices, which LogCL serves
    cl_command_queue created = CL.clCreateCommandQueue(context, device.id, 0, code);
    queue = created;
    if (code[0] != CL.CL_SUCCESS) {
      CL.clReleaseContext(context);
      check(code[0], "clCreateCommandQueue", device.toString());
    }
  }

  /** What the device says of itself. */
  public DeviceInfo info() {
    return device.info();
  }

  /**
   * A buffer of device memory, its content undefined.
   *
   * @param name what it holds, for messages
   * @param bytes its size, a positive multiple of 4
   * @throws DeviceException where it is larger than the device's largest buffer, or memory is short
   */
  public DeviceBuffer buffer(String name, long bytes) {
    requireSize(name, bytes);
    return own(new DeviceBuffer(this, name, bytes));
  }

  /**
   * A buffer with content, and zeros behind it.
   *
   * @param name what it holds, for messages
   * @param content the first elements
   * @param length elements of the buffer, at least 1 and as many as there is content
   * @throws DeviceException as for {@link #buffer(String, long)}
   */
  public DeviceBuffer buffer(String name, float[] content, long length) {
    return buffer(name, HostRange.of(content, 0, content.length), length);
  }

  /**
   * A buffer with content, and zeros behind it.
   *
   * @param name what it holds, for messages
   * @param content the first elements
   * @param length elements of the buffer, at least 1 and as many as there is content
   * @throws DeviceException as for {@link #buffer(String, long)}
   */
  public DeviceBuffer buffer(String name, int[] content, long length) {
    return buffer(name, HostRange.of(content, 0, content.length), length);
  }

  private DeviceBuffer buffer(String name, HostRange content, long length) {
    if (length < content.count) {
      throw new IllegalArgumentException(
          "Buffer '" + name + "' of " + length + " elements cannot hold " + content.count + ".");
    }
    requireSize(name, length * 4);
    if (length * 4 <= Transfers.SMALL_BYTES) {
      // Made with its content, a small buffer costs no command and no wait. Besides, Oclgrind takes
      // memory that is filled, or written in pieces, for uninitialised.
      return own(new DeviceBuffer(this, name, length * 4, transfers.staged(content, (int) length)));
    }
    DeviceBuffer buffer = own(new DeviceBuffer(this, name, length * 4));
    try {
      transfers.write(buffer, 0, content);
      if (length > content.count) {
        buffer.zero(content.count);
      }
      return buffer;
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
  }

  private void requireSize(String name, long bytes) {
    requireOpen();
    if (bytes <= 0 || bytes % 4 != 0) {
      throw new IllegalArgumentException(
          "The size of buffer '" + name + "' must be a positive multiple of 4, not " + bytes + ".");
    }
    if (bytes > info().largestBuffer()) {
      throw new DeviceException(
          String.format(
              Locale.ROOT,
              "%s needs %,d bytes in one buffer, but %s allows at most %,d. Use fewer rows or features, another --device,"
                  + " or --device reference.",
              name,
              bytes,
              device,
              info().largestBuffer()));
    }
  }

  private DeviceBuffer own(DeviceBuffer buffer) {
    owned.add(buffer);
    deviceBytes += buffer.bytes();
    peakDeviceBytes = Math.max(peakDeviceBytes, deviceBytes);
    return buffer;
  }

  /**
   * Compiles a program for this device, or loads it as it was compiled by an earlier run.
   *
   * @param source OpenCL C
   * @param options compiler options
   * @throws DeviceException where it does not compile; the message has the build log
   */
  public Program program(String source, String options) {
    requireOpen();
    Program program = new Program(this, source, options);
    owned.add(program);
    return program;
  }

  /**
   * Waits until every launch so far is done.
   *
   * @throws DeviceException where one of them failed
   */
  public void finish() {
    requireOpen();
    check(CL.clFinish(queue), "clFinish", device.toString());
    launches.settle();
  }

  /** A read of several buffers in one wait. */
  public JointRead jointRead() {
    requireOpen();
    return new JointRead(this);
  }

  /** Names of the buffers that are open. */
  public List<String> openBuffers() {
    List<String> names = new ArrayList<>();
    for (AutoCloseable resource : owned) {
      if (resource instanceof DeviceBuffer buffer) {
        names.add(buffer.name());
      }
    }
    return names;
  }

  /**
   * Bytes of the buffers that are open. What the runtime keeps for itself, and staging, are not in
   * it.
   */
  public long deviceBytes() {
    return deviceBytes;
  }

  /** The most that {@link #deviceBytes} has been so far. */
  public long peakDeviceBytes() {
    return peakDeviceBytes;
  }

  /**
   * Releases everything; buffers that are still open are leaks and are named in a warning.
   * Idempotent.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    List<String> leaks = openBuffers();
    if (!leaks.isEmpty()) {
      System.getLogger(Session.class.getName())
          .log(
              Level.WARNING,
              "A session on {0} was closed with open buffers: {1}",
              device,
              String.join(", ", leaks));
    }
    CL.clFinish(queue);
    for (AutoCloseable resource : List.copyOf(owned)) {
      if (resource instanceof DeviceBuffer buffer) {
        buffer.close();
      } else if (resource instanceof Program program) {
        program.close();
      }
    }
    launches.release();
    transfers.release();
    closed = true;
    CL.clReleaseCommandQueue(queue);
    CL.clReleaseContext(context);
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException(
          "The session on " + device + " was used after it was closed.");
    }
  }

  void forget(AutoCloseable resource) {
    if (owned.remove(resource) && resource instanceof DeviceBuffer buffer) {
      deviceBytes -= buffer.bytes();
    }
  }

  /** The device. */
  public OpenClDevice device() {
    return device;
  }

  cl_context context() {
    return context;
  }

  cl_command_queue queue() {
    return queue;
  }

  /** What was enqueued and not yet looked at. */
  Launches launches() {
    return launches;
  }

  ProgramCache programCache() {
    return programCache;
  }

  Transfers transfers() {
    return transfers;
  }

  /** How buffers are allocated. */
  long memoryFlags() {
    return memoryFlags;
  }

  private static long memoryFlags(OpenClDevice device) {
    // A processor with graphics gives the host its memory only where asked to when the buffer is
    // made; else mapping copies.
    boolean graphics = device.info().type() != DeviceInfo.Type.CPU && device.sharesMemory();
    return CL.CL_MEM_READ_WRITE | (graphics ? CL.CL_MEM_ALLOC_HOST_PTR : 0);
  }
}
