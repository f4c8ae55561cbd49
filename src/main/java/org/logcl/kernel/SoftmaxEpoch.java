package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/softmax_epoch_cpu.cl}; its twin is {@link SoftmaxEpochTwin}. */
final class SoftmaxEpoch {
  private final Kernel kernel;

  SoftmaxEpoch(Program program) {
    kernel = program.kernel("softmax_epoch_cpu");
  }

  void run(
      Shape shape,
      Stretch stretch,
      int ordering,
      DeviceBuffer keys,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer inverseWeights,
      DeviceBuffer losses,
      DeviceBuffer correct,
      DeviceBuffer gradient,
      DeviceBuffer params,
      DeviceBuffer velocity,
      DeviceBuffer history) {
    kernel.launch(
        1,
        1,
        stretch.rows(),
        shape.features(),
        shape.logits(),
        shape.stride(),
        stretch.batchRows(),
        stretch.firstStep(),
        stretch.lastStep(),
        ordering,
        stretch.rate(),
        stretch.momentum(),
        stretch.l2(),
        keys,
        order,
        x,
        targets,
        weights,
        inverseWeights,
        losses,
        correct,
        gradient,
        params,
        velocity,
        history);
  }
}
