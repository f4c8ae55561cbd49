package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.util.Arrays;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_program;

/**
 * A kernel: arguments and launch in one call. Arguments that have not changed since the last launch
 * are not set again.
 */
public final class Kernel {
  private final Session session;
  private final String name;
  private final cl_kernel kernel;
  private final Object[] previous;
  private boolean released;

  Kernel(Session session, cl_program program, String name) {
    this.session = session;
    this.name = name;
    int[] code = new int[1];
    kernel = CL.clCreateKernel(program, name, code);
    check(code[0], "clCreateKernel for " + name, session.device().toString());
    int[] count = new int[1];
    code[0] = CL.clGetKernelInfo(kernel, CL.CL_KERNEL_NUM_ARGS, 4, Pointer.to(count), null);
    if (code[0] != CL.CL_SUCCESS) {
      CL.clReleaseKernel(kernel);
      throw Calls.failure(code[0], "clGetKernelInfo for " + name, session.device().toString(), "");
    }
    previous = new Object[count[0]];
  }

  /**
   * Launches without waiting.
   *
   * @param items work-items, rounded up to a multiple of {@code group}; below 2^31, since kernels
   *     number them in an int
   * @param group work-items a group
   * @param arguments one {@link DeviceBuffer}, Integer, Long or Float per kernel argument, in order
   * @throws org.logcl.error.DeviceException where OpenCL refuses
   */
  public void launch(long items, int group, Object... arguments) {
    session.requireOpen();
    if (released) {
      throw new IllegalStateException("Kernel " + name + " was used after its program was closed.");
    }
    if (arguments.length != previous.length) {
      throw new IllegalArgumentException(
          "Kernel "
              + name
              + " takes "
              + previous.length
              + " arguments, not "
              + arguments.length
              + ".");
    }
    if (group <= 0 || items <= 0 || items > Integer.MAX_VALUE - group + 1) {
      throw new IllegalArgumentException(
          "Kernel "
              + name
              + " cannot run "
              + items
              + " work-items in groups of "
              + group
              + " in one launch.");
    }
    long global = (items + group - 1) / group * group;
    for (int i = 0; i < arguments.length; ++i) {
      set(i, arguments[i]);
    }
    cl_event event = new cl_event();
    int code =
        CL.clEnqueueNDRangeKernel(
            session.queue(),
            kernel,
            1,
            null,
            new long[] {global},
            new long[] {group},
            0,
            null,
            event);
    check(code, "clEnqueueNDRangeKernel for " + name, session.device().toString());
    session.launches().add("Kernel " + name, event);
  }

  private void set(int index, Object argument) {
    if (argument instanceof DeviceBuffer buffer) {
      buffer.requireUsableIn(session); // even where the argument is unchanged
    }
    if (argument.equals(previous[index])) {
      return;
    }
    int code;
    if (argument instanceof DeviceBuffer buffer) {
      code = CL.clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(buffer.handle()));
    } else if (argument instanceof Integer value) {
      code = CL.clSetKernelArg(kernel, index, Integer.BYTES, Pointer.to(new int[] {value}));
    } else if (argument instanceof Long value) {
      code = CL.clSetKernelArg(kernel, index, Long.BYTES, Pointer.to(new long[] {value}));
    } else if (argument instanceof Float value) {
      code = CL.clSetKernelArg(kernel, index, Float.BYTES, Pointer.to(new float[] {value}));
    } else {
      throw new IllegalArgumentException(
          "Argument "
              + index
              + " of kernel "
              + name
              + " is a "
              + argument.getClass().getName()
              + ".");
    }
    check(code, "clSetKernelArg " + index + " for " + name, session.device().toString());
    previous[index] = argument;
  }

  void release() {
    released = true;
    CL.clReleaseKernel(kernel);
    Arrays.fill(previous, null);
  }
}
