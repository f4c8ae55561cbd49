package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  // Bulk data passes through one direct buffer: with heap arrays a blocking call stops the garbage
  // collector.
  private static final int STAGING_BYTES = 4 << 20;

  private final OpenClDevice device;
  private final cl_context context;
  private final cl_command_queue queue;
  private final ByteBuffer staging;
  private final Set<AutoCloseable> owned = new LinkedHashSet<>();
  private final Launches launches;
  private final ProgramCache programCache;
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
    this.device = device;
    this.programCache = programCache;
    launches = new Launches(device.toString());
    // First, because it may be refused when there is nothing to release yet.
    staging = ByteBuffer.allocateDirect(STAGING_BYTES).order(ByteOrder.nativeOrder());
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
    DeviceBuffer buffer = new DeviceBuffer(this, name, bytes);
    owned.add(buffer);
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
    owned.remove(resource);
  }

  OpenClDevice device() {
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

  ByteBuffer staging() {
    return staging;
  }
}
