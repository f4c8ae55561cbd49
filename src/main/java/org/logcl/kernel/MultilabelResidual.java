package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/multilabel_residual.cl}; its twin is {@link MultilabelResidualTwin}. */
final class MultilabelResidual {
  private final Kernel kernel;
  private final int group;

  MultilabelResidual(Program program, int group) {
    this.group = group;
    kernel = program.kernel("multilabel_residual");
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer targets,
      DeviceBuffer positiveWeights,
      DeviceBuffer weights,
      DeviceBuffer values,
      DeviceBuffer losses,
      DeviceBuffer correct) {
    kernel.launch(
        rows.count(),
        group,
        rows.count(),
        shape.logits(),
        shape.stride(),
        rows.ordered(),
        rows.first(),
        order,
        targets,
        positiveWeights,
        weights,
        values,
        losses,
        correct);
  }
}
