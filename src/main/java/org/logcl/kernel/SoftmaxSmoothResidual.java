package org.logcl.kernel;

import org.logcl.numerics.Canonical;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_smooth_residual.cl}; its twin is {@link
 * SoftmaxSmoothResidualTwin}.
 */
final class SoftmaxSmoothResidual {
  private final Kernel kernel;
  private final int group;

  SoftmaxSmoothResidual(Program program, int group) {
    this.group = group;
    kernel = program.kernel("softmax_smooth_residual");
  }

  /** What the smoothing gives to each class: e / C, rounded once and flushed. */
  static float share(Shape shape, float smoothing) {
    return Canonical.flush((float) ((double) smoothing / shape.logits()));
  }

  void run(
      Shape shape,
      Rows rows,
      float smoothing,
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
        shape.logits(),
        shape.stride(),
        smoothing,
        share(shape, smoothing),
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
