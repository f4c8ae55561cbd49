package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/softmax_backward_cpu.cl}; its twin is {@link SoftmaxGradientTwin}. */
final class SoftmaxBackward {
  private static final int COLUMNS = 32;

  private final Kernel kernel;

  SoftmaxBackward(Program program) {
    kernel = program.kernel("softmax_backward_cpu");
  }

  /** Work-items for the columns of a chunk. */
  static long columnGroups(Shape shape) {
    return Math.max(1, shape.features() / COLUMNS);
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer work,
      DeviceBuffer partials) {
    kernel.launch(
        shape.chunks(rows.count()) * columnGroups(shape),
        1,
        rows.count(),
        shape.features(),
        shape.stride(),
        shape.chunkRows(),
        SoftmaxForward.panelRows(shape, rows.count()),
        rows.ordered(),
        rows.first(),
        order,
        x,
        work,
        partials);
  }
}
