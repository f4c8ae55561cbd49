package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_epoch_cpu.cl} or its GPU flavour; their twin is {@link
 * SoftmaxEpochTwin}.
 */
final class SoftmaxEpoch {
  private static final int GPU_GROUP = 256;

  private final Kernel kernel;
  private final int group;

  SoftmaxEpoch(Program program, Tuning.Flavour flavour) {
    boolean cpu = flavour == Tuning.Flavour.CPU;
    kernel = program.kernel(cpu ? "softmax_epoch_cpu" : "softmax_epoch_gpu");
    group = cpu ? 1 : GPU_GROUP;
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
        group,
        group,
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
