package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/batch_order.cl}; its twin is {@link org.logcl.numerics.Permutation}. */
final class BatchOrder {
  private final Kernel kernel;
  private final int group;

  BatchOrder(Program program, int group) {
    this.group = group;
    kernel = program.kernel("batch_order");
  }

  void run(int rows, int firstKey, DeviceBuffer keys, DeviceBuffer order) {
    kernel.launch(rows, group, rows, firstKey, keys, order);
  }
}
