package org.logcl.kernel;

import org.logcl.numerics.Orders;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/softmax_gradient.cl}; its twin is {@link SoftmaxGradientTwin}. */
final class SoftmaxGradient {
  private final Kernel kernel;
  private final int group;

  SoftmaxGradient(Program program, int group) {
    this.group = group;
    kernel = program.kernel("softmax_gradient");
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer residuals,
      DeviceBuffer partials) {
    long tiles = (shape.features() / 4 + 1) * (long) (shape.stride() / Orders.CLASS_TILE);
    kernel.launch(
        tiles * shape.chunks(rows.count()),
        group,
        rows.count(),
        shape.features(),
        shape.stride(),
        shape.chunkRows(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        residuals,
        partials);
  }
}
