package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/sigmoid.cl}; its twin is {@link SigmoidTwin}. */
final class Sigmoid {
  private final Kernel kernel;

  Sigmoid(Program program) {
    kernel = program.kernel("sigmoid");
  }

  void run(int rows, DeviceBuffer logits, DeviceBuffer probabilities) {
    kernel.launch(rows, OpenClBackend.GROUP, rows, logits, probabilities);
  }
}
