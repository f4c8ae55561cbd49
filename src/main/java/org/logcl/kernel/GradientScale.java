package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/gradient_scale.cl}; its twin is {@link GradientScaleTwin}. */
final class GradientScale {
  private final Kernel kernel;
  private final int group;

  GradientScale(Program program, int group) {
    this.group = group;
    kernel = program.kernel("gradient_scale");
  }

  void run(Shape shape, DeviceBuffer factor, DeviceBuffer high, DeviceBuffer low) {
    kernel.launch(shape.parameters(), group, shape.parameters(), factor, high, low);
  }
}
