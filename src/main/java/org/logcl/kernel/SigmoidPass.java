package org.logcl.kernel;

import java.util.HashMap;
import java.util.Map;
import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/sigmoid_pass_cpu.cl} or its GPU flavour; their twin is {@link
 * SigmoidPassTwin}.
 */
final class SigmoidPass {
  /** Features that the GPU flavour's kernel for some features takes at most. */
  static final int MOST_IN_A_SMALL_GROUP = 1024;

  // GPUs have a kernel for rows of few, of some and of many features.
  private static final int NARROW = 32;
  private static final int LANES = 64;
  private static final int WIDE_GROUP = 256;

  private final Program program;
  private final boolean cpu;
  private final boolean light;
  private final int wideFeatures;
  private final Map<String, Kernel> kernels = new HashMap<>();

  SigmoidPass(Program program, Tuning tuning, boolean light) {
    this.light = light;
    this.program = program;
    wideFeatures = tuning.wideFeatures();
    cpu = tuning.flavour() == Tuning.Flavour.CPU;
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
    boolean isWide = shape.features() > wideFeatures;
    String gpu =
        light
            ? "light_gpu"
            : isWide ? "wide_gpu" : shape.features() > NARROW ? "gpu" : "narrow_gpu";
    // On first use: some compilers take half a minute over each.
    Kernel kernel = kernels.computeIfAbsent("sigmoid_pass_" + (cpu ? "cpu" : gpu), program::kernel);
    int group = cpu ? 1 : isWide || light ? WIDE_GROUP : LANES;
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
