package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_pass_cpu.cl} or its GPU flavour; their twin is {@link
 * SoftmaxPassTwin}.
 */
final class SoftmaxPass {
  /** The kernel keeps the logits of a row in registers: more classes than this take others. */
  static final int MOST_CLASSES = 32;

  private static final int GPU_GROUP = 256;

  private final Kernel kernel;
  private final int group;

  SoftmaxPass(Program program, Tuning.Flavour flavour) {
    boolean cpu = flavour == Tuning.Flavour.CPU;
    kernel = program.kernel(cpu ? "softmax_pass_cpu" : "softmax_pass_gpu");
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
      Chunks chunks,
      DeviceBuffer partials) {
    kernel.launch(
        (long) shape.chunks(rows.count()) * group,
        group,
        rows.count(),
        shape.features(),
        shape.logits(),
        shape.stride(),
        shape.chunkRows(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        params,
        targets,
        weights,
        chunks.at(),
        DeviceFloats.of(chunks.sums()),
        DeviceInts.of(chunks.counts()),
        partials);
  }
}
