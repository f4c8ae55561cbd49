package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/row_sums.cl}; its twin is {@link RowSumsTwin}. */
public final class RowSums {
  private final Kernel kernel;
  private final int group;

  RowSums(Program program, int group) {
    this.group = group;
    kernel = program.kernel("row_sums");
  }

  /**
   * How rows fall into batches and chunks.
   *
   * @param rows number of positions
   * @param batchRows rows of a batch; the last batch may be short
   * @param chunkRows rows of a canonical chunk
   */
  public record Plan(int rows, int batchRows, int chunkRows) {
    /** Chunks of a whole batch. */
    public int chunks() {
      return (Math.min(batchRows, rows) + chunkRows - 1) / chunkRows;
    }

    /** Number of results: batches times chunks. */
    public int total() {
      return Math.toIntExact((rows + (long) batchRows - 1) / batchRows * chunks());
    }
  }

  void run(
      Plan plan,
      int ordered,
      DeviceBuffer order,
      DeviceBuffer weights,
      DeviceBuffer losses,
      DeviceBuffer correct,
      DeviceBuffer sums,
      DeviceBuffer counts) {
    kernel.launch(
        plan.total(),
        group,
        (long) plan.rows(),
        plan.batchRows(),
        plan.chunkRows(),
        plan.chunks(),
        plan.total(),
        ordered,
        order,
        weights,
        losses,
        correct,
        sums,
        counts);
  }
}
