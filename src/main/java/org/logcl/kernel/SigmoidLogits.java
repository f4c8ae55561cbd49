package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid_logits.cl}; its twin is {@link SigmoidLogitsTwin}. */
final class SigmoidLogits {
  private final Kernel kernel;

  SigmoidLogits(Program program) {
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
        OpenClBackend.GROUP,
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
