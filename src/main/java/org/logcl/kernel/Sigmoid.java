package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid.cl}; its twin is {@link SigmoidTwin}. */
final class Sigmoid {
  private final Kernel kernel;
  private final int group;

  Sigmoid(Program program, int group) {
    this.group = group;
    kernel = program.kernel("sigmoid");
  }

  void run(int rows, DeviceBuffer logits, DeviceBuffer probabilities) {
    kernel.launch(rows, group, rows, logits, probabilities);
  }
}
