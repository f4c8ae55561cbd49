package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/combine_chunks.cl} or its CPU flavour; their twin is {@link
 * CombineChunksTwin}.
 */
final class CombineChunks {
  // Parameters of a work-item of the CPU flavour: LOGCL_COMBINED there.
  private static final int BLOCK = 128;

  private final Kernel kernel;
  private final boolean cpu;
  private final int group;

  CombineChunks(Program program, Tuning tuning) {
    cpu = tuning.flavour() == Tuning.Flavour.CPU;
    group = cpu ? 1 : tuning.group();
    kernel = program.kernel(cpu ? "combine_chunks_cpu" : "combine_chunks");
  }

  void run(
      int parameters,
      int chunks,
      boolean start,
      DeviceBuffer partials,
      DeviceBuffer high,
      DeviceBuffer low) {
    long items = cpu ? (parameters - 1) / BLOCK + 1 : parameters;
    kernel.launch(items, group, parameters, chunks, start ? 1 : 0, partials, high, low);
  }
}
