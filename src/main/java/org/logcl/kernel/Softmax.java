package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/softmax.cl}; its twin is {@link SoftmaxTwin}. */
final class Softmax {
  private final Kernel kernel;
  private final int group;

  Softmax(Program program, int group) {
    this.group = group;
    kernel = program.kernel("softmax");
  }

  void run(Shape shape, int rows, DeviceBuffer values) {
    kernel.launch(rows, group, rows, shape.logits(), shape.stride(), values);
  }
}
