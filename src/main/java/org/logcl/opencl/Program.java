package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_program;

/** A compiled program and the kernels made from it. */
public final class Program implements AutoCloseable {
  private final Session session;
  private final cl_program program;
  private final List<Kernel> kernels = new ArrayList<>();
  private boolean closed;

  Program(Session session, String source, String options) {
    this.session = session;
    ProgramCache cache = session.programCache();
    program =
        cache
            .load(session, source, options)
            .orElseGet(
                () -> {
                  cl_program compiled = compile(session, source, options);
                  cache.store(compiled, source, options);
                  return compiled;
                });
  }

  private static cl_program compile(Session session, String source, String options) {
    String device = session.device().toString();
    int[] code = new int[1];
    cl_program program =
        CL.clCreateProgramWithSource(session.context(), 1, new String[] {source}, null, code);
    check(code[0], "clCreateProgramWithSource", device);
    cl_device_id[] devices = {session.device().id};
    int built = CL.clBuildProgram(program, 1, devices, options, null, null);
    if (built != CL.CL_SUCCESS) {
      String log = buildLog(program, session.device().id);
      CL.clReleaseProgram(program);
      throw Calls.failure(built, "clBuildProgram with options '" + options + "'", device, log);
    }
    return program;
  }

  /**
   * A kernel of this program.
   *
   * @throws org.logcl.error.DeviceException where there is none of that name
   */
  public Kernel kernel(String name) {
    if (closed) {
      throw new IllegalStateException("A program was used after it was closed.");
    }
    Kernel kernel = new Kernel(session, program, name);
    kernels.add(kernel);
    return kernel;
  }

  private static String buildLog(cl_program program, cl_device_id device) {
    long[] size = new long[1];
    int code = CL.clGetProgramBuildInfo(program, device, CL.CL_PROGRAM_BUILD_LOG, 0, null, size);
    if (code != CL.CL_SUCCESS || size[0] <= 1) {
      return "The compiler left no log.";
    }
    byte[] bytes = new byte[(int) size[0]];
    code =
        CL.clGetProgramBuildInfo(
            program, device, CL.CL_PROGRAM_BUILD_LOG, bytes.length, Pointer.to(bytes), null);
    return code == CL.CL_SUCCESS
        ? new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8)
        : "The compiler's log cannot be read: " + Calls.name(code);
  }

  /** Releases the kernels and the program. Idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      kernels.forEach(Kernel::release);
      CL.clReleaseProgram(program);
      session.forget(this);
    }
  }
}
