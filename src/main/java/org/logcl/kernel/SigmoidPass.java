package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/sigmoid_pass_cpu.cl} or its GPU flavour; their twin is {@link
 * SigmoidPassTwin}.
 */
final class SigmoidPass {
  private static final int GPU_GROUP = 256;

  private final Kernel kernel;
  private final int group;

  SigmoidPass(Program program, Tuning.Flavour flavour) {
    boolean cpu = flavour == Tuning.Flavour.CPU;
    kernel = program.kernel(cpu ? "sigmoid_pass_cpu" : "sigmoid_pass_gpu");
    group = cpu ? 1 : GPU_GROUP;
  }

  void run(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer params,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer losses,
      DeviceBuffer correct,
      DeviceBuffer partials) {
    kernel.launch(
        (long) shape.chunks(rows.count()) * group,
        group,
        rows.count(),
        shape.features(),
        shape.chunkRows(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        params,
        targets,
        weights,
        losses,
        correct,
        partials);
  }
}
