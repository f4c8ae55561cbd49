package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/sigmoid_pass_cpu.cl} or its GPU flavour; their twin is {@link
 * SigmoidPassTwin}.
 */
final class SigmoidPass {
  // GPUs have a kernel for rows of few, of some and of many features.
  private static final int NARROW = 32;
  private static final int WIDE = 1024;
  private static final int LANES = 64;
  private static final int WIDE_GROUP = 256;

  private final boolean cpu;
  private final Kernel narrow;
  private final Kernel middle;
  private final Kernel wide;

  SigmoidPass(Program program, Tuning.Flavour flavour) {
    cpu = flavour == Tuning.Flavour.CPU;
    middle = program.kernel(cpu ? "sigmoid_pass_cpu" : "sigmoid_pass_gpu");
    narrow = cpu ? middle : program.kernel("sigmoid_pass_narrow_gpu");
    wide = cpu ? middle : program.kernel("sigmoid_pass_wide_gpu");
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
    boolean isWide = shape.features() > WIDE;
    Kernel kernel = isWide ? wide : shape.features() > NARROW ? middle : narrow;
    int group = cpu ? 1 : isWide ? WIDE_GROUP : LANES;
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
        chunks.at(),
        DeviceFloats.of(chunks.sums()),
        DeviceInts.of(chunks.counts()),
        partials);
  }
}
