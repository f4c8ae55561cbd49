package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/nesterov_update.cl}; its twin is {@link NesterovUpdateTwin}. */
final class NesterovUpdate {
  private final Kernel kernel;
  private final int group;

  NesterovUpdate(Program program, int group) {
    this.group = group;
    kernel = program.kernel("nesterov_update");
  }

  void run(
      Shape shape,
      SgdUpdate.Step step,
      DeviceBuffer high,
      DeviceBuffer low,
      DeviceBuffer params,
      DeviceBuffer velocity) {
    kernel.launch(
        shape.parameters(),
        group,
        shape.parameters(),
        shape.weights(),
        step.inverseWeight(),
        step.rate(),
        step.momentum(),
        step.l2(),
        high,
        low,
        params,
        velocity);
  }
}
