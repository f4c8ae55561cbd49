package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_step_cpu.cl}. Its twins are {@link SoftmaxGradientTwin} and
 * {@link SgdUpdateTwin}, one after the other.
 */
final class SoftmaxStep {
  private final Kernel kernel;

  SoftmaxStep(Program program) {
    kernel = program.kernel("softmax_step_cpu");
  }

  void run(
      Shape shape,
      Rows rows,
      SgdUpdate.Step step,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer work,
      DeviceBuffer params,
      DeviceBuffer velocity) {
    kernel.launch(
        SoftmaxBackward.columnGroups(shape),
        1,
        rows.count(),
        shape.features(),
        shape.stride(),
        SoftmaxForward.panelRows(shape, rows.count()),
        rows.ordered(),
        rows.first(),
        step.inverseWeight(),
        step.rate(),
        step.momentum(),
        step.l2(),
        order,
        x,
        work,
        params,
        velocity);
  }
}
