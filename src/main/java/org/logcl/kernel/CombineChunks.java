package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/combine_chunks.cl}; its twin is {@link CombineChunksTwin}. */
final class CombineChunks {
  private final Kernel kernel;
  private final int group;

  CombineChunks(Program program, int group) {
    this.group = group;
    kernel = program.kernel("combine_chunks");
  }

  void run(
      int parameters,
      int chunks,
      boolean start,
      DeviceBuffer partials,
      DeviceBuffer high,
      DeviceBuffer low) {
    kernel.launch(parameters, group, parameters, chunks, start ? 1 : 0, partials, high, low);
  }
}
