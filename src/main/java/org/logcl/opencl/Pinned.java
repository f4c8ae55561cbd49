package org.logcl.opencl;

import static org.logcl.opencl.Calls.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jocl.CL;
import org.jocl.cl_mem;

/**
 * Two pieces of host memory that the device's copy engine can reach by itself: buffers that the
 * runtime allocates in host memory, mapped as long as the session lives. Made when first needed.
 */
final class Pinned {
  static final int HALF_BYTES = 4 << 20;

  private final Session session;
  private final cl_mem[] memory = new cl_mem[2];
  private final ByteBuffer[] halves = new ByteBuffer[2];

  Pinned(Session session) {
    this.session = session;
  }

  /** The half, 0 or 1, in native order. */
  ByteBuffer half(int which) {
    if (halves[which] == null) {
      halves[which] = make(which);
    }
    return halves[which];
  }

  private ByteBuffer make(int which) {
    int[] code = new int[1];
    long flags = CL.CL_MEM_READ_WRITE | CL.CL_MEM_ALLOC_HOST_PTR;
    cl_mem made = CL.clCreateBuffer(session.context(), flags, HALF_BYTES, null, code);
    check(code[0], "clCreateBuffer for pinned staging", session.device().toString());
    ByteBuffer window =
        CL.clEnqueueMapBuffer(
            session.queue(),
            made,
            true,
            CL.CL_MAP_READ | CL.CL_MAP_WRITE,
            0,
            HALF_BYTES,
            0,
            null,
            null,
            code);
    if (code[0] != CL.CL_SUCCESS) {
      CL.clReleaseMemObject(made);
      check(code[0], "clEnqueueMapBuffer for pinned staging", session.device().toString());
    }
    memory[which] = made;
    return window.order(ByteOrder.nativeOrder());
  }

  void release() {
    for (int which = 0; which < 2; ++which) {
      if (memory[which] != null) {
        CL.clEnqueueUnmapMemObject(session.queue(), memory[which], halves[which], 0, null, null);
        CL.clReleaseMemObject(memory[which]);
        memory[which] = null;
        halves[which] = null;
      }
    }
  }
}
