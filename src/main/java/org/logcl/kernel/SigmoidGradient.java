package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid_gradient.cl}; its twin is {@link SigmoidGradientTwin}. */
final class SigmoidGradient {
  private final Kernel kernel;
  private final int group;

  SigmoidGradient(Program program, int group) {
    this.group = group;
    kernel = program.kernel("sigmoid_gradient");
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer residuals,
      DeviceBuffer partials) {
    long items = (long) shape.chunks(rows.count()) * (shape.features() / 16 + 1);
    kernel.launch(
        items,
        group,
        rows.count(),
        shape.features(),
        shape.chunkRows(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        residuals,
        partials);
  }
}
