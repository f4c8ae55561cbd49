package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid_residual.cl}; its twin is {@link SigmoidResidualTwin}. */
final class SigmoidResidual {
  private final Kernel kernel;
  private final int group;

  SigmoidResidual(Program program, int group) {
    this.group = group;
    kernel = program.kernel("sigmoid_residual");
  }

  void run(
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer values,
      DeviceBuffer losses,
      DeviceBuffer correct) {
    kernel.launch(
        rows.count(),
        group,
        rows.count(),
        rows.ordered(),
        rows.first(),
        order,
        targets,
        weights,
        values,
        losses,
        correct);
  }
}
