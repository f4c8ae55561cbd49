package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_logits_gpu.cl}, {@code softmax_residual_gpu.cl} and {@code
 * softmax_gradient_gpu.cl}: the same as {@link SoftmaxLogits}, {@link SoftmaxResidual} and {@link
 * SoftmaxGradient}, for GPUs and many classes.
 */
final class SoftmaxTiles {
  private static final int TILE = 64;
  private static final int TILE_GROUP = 128;
  private static final int LANES = 64;

  private final Kernel logits;
  private final Kernel residual;
  private final Kernel gradient;

  SoftmaxTiles(Program program) {
    logits = program.kernel("softmax_logits_gpu");
    residual = program.kernel("softmax_residual_gpu");
    gradient = program.kernel("softmax_gradient_gpu");
  }

  void forward(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer params,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer values,
      DeviceBuffer losses,
      DeviceBuffer correct) {
    logits.launch(
        (long) tiles(rows.count()) * tiles(shape.stride()) * TILE_GROUP,
        TILE_GROUP,
        rows.count(),
        shape.features(),
        shape.stride(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        params,
        values);
    residual.launch(
        (long) rows.count() * LANES,
        LANES,
        rows.count(),
        shape.logits(),
        shape.stride(),
        rows.ordered(),
        rows.first(),
        order,
        targets,
        weights,
        values,
        losses,
        correct);
  }

  void backward(
      Shape shape,
      Rows rows,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer values,
      DeviceBuffer partials) {
    gradient.launch(
        (long) shape.chunks(rows.count())
            * tiles(shape.features())
            * tiles(shape.stride())
            * TILE_GROUP,
        TILE_GROUP,
        rows.count(),
        shape.features(),
        shape.stride(),
        shape.chunkRows(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        values,
        partials);
  }

  private static int tiles(int values) {
    return (values + TILE - 1) / TILE;
  }
}
