package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/probability_loss.cl}; its twin is {@link ProbabilityLossTwin}. */
final class ProbabilityLoss {
  private final Kernel kernel;
  private final int group;

  ProbabilityLoss(Program program, int group) {
    this.group = group;
    kernel = program.kernel("probability_loss");
  }

  void run(
      int rows,
      DeviceBuffer probabilities,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer losses,
      DeviceBuffer gradients) {
    kernel.launch(rows, group, rows, probabilities, targets, weights, losses, gradients);
  }
}
