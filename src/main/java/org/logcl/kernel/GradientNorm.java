package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/gradient_norm.cl}; its twin is {@link GradientNormTwin}. */
final class GradientNorm {
  private static final int LANES = 64;

  private final Kernel kernel;

  GradientNorm(Program program) {
    kernel = program.kernel("gradient_norm");
  }

  void run(
      Shape shape,
      float inverseWeight,
      float most,
      DeviceBuffer high,
      DeviceBuffer low,
      DeviceBuffer factor) {
    kernel.launch(LANES, LANES, shape.parameters(), inverseWeight, most, high, low, factor);
  }
}
