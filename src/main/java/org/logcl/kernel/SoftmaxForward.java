package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/softmax_panels.cl} and {@code kernels/softmax_forward_cpu.cl}. Their
 * twins are {@link SoftmaxLogitsTwin} and {@link SoftmaxResidualTwin}, one after the other.
 */
final class SoftmaxForward {
  private static final int ENOUGH_ITEMS = 16;
  private static final int TILE_ROWS = 8;

  private final Kernel panels;
  private final Kernel forward;
  private final int group;
  // Rows of a work-item; fewer where there would not be enough items for the cores.
  private final int blockRows;

  SoftmaxForward(Program program, Tuning tuning) {
    group = tuning.group();
    blockRows = tuning.blockRows();
    panels = program.kernel("softmax_panels");
    forward = program.kernel("softmax_forward_cpu");
  }

  /** Rows that a panel of residuals has room for: whole tiles, and an odd number. */
  static int panelRows(Shape shape, int rows) {
    return roundedUp(Math.min(shape.chunkRows(), rows)) + 1;
  }

  /** Values of the workspace: parameters by panels, then residuals by panels. */
  static long workspace(Shape shape, int rows) {
    return shape.parameters() + (long) shape.chunks(rows) * panelRows(shape, rows) * shape.stride();
  }

  /**
   * Runs the kernel.
   *
   * @param packed whether the parameters are in the workspace already
   */
  void run(
      Shape shape,
      Rows rows,
      boolean packed,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer params,
      DeviceBuffer targets,
      DeviceBuffer weights,
      DeviceBuffer work,
      DeviceBuffer losses,
      DeviceBuffer correct) {
    if (!packed) {
      panels.launch(shape.parameters() / 16, group, shape.features(), shape.stride(), params, work);
    }
    int block = Math.min(blockRows, roundedUp((rows.count() + ENOUGH_ITEMS - 1) / ENOUGH_ITEMS));
    int blocks = (Math.min(shape.chunkRows(), rows.count()) + block - 1) / block;
    forward.launch(
        (long) shape.chunks(rows.count()) * blocks,
        1,
        rows.count(),
        shape.features(),
        shape.logits(),
        shape.stride(),
        shape.chunkRows(),
        block,
        panelRows(shape, rows.count()),
        rows.ordered(),
        rows.first(),
        order,
        x,
        targets,
        weights,
        work,
        losses,
        correct);
  }

  private static int roundedUp(int rows) {
    return (rows + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS;
  }
}
