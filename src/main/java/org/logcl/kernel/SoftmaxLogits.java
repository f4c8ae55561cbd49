package org.logcl.kernel;

import org.logcl.numerics.Orders;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/softmax_logits.cl}; its twin is {@link SoftmaxLogitsTwin}. */
final class SoftmaxLogits {
  private final Kernel kernel;
  private final int group;

  SoftmaxLogits(Program program, int group) {
    this.group = group;
    kernel = program.kernel("softmax_logits");
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer params,
      DeviceBuffer logits) {
    long items = (rows.count() + 3) / 4 * (long) (shape.stride() / Orders.CLASS_TILE);
    kernel.launch(
        items,
        group,
        rows.count(),
        shape.features(),
        shape.stride(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        params,
        logits);
  }
}
