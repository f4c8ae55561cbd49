package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid_logits.cl}; its twin is {@link SigmoidLogitsTwin}. */
final class SigmoidLogits {
  private final Kernel kernel;
  private final int group;

  SigmoidLogits(Program program, int group) {
    this.group = group;
    kernel = program.kernel("sigmoid_logits");
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer params,
      DeviceBuffer logits) {
    kernel.launch(
        rows.count(),
        group,
        rows.count(),
        shape.features(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        params,
        logits);
  }
}
