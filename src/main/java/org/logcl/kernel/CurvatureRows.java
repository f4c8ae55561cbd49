package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/curvature_rows.cl}; its twin is {@link CurvatureRowsTwin}. */
public final class CurvatureRows {
  private final Kernel kernel;
  private final int group;

  CurvatureRows(Program program, int group) {
    this.group = group;
    kernel = program.kernel("curvature_rows");
  }

  /**
   * Shape of what the rows of a class are multiplied with: a logit for each column, {@code features
   * + 1} columns for each class from this one on.
   *
   * @param shape of the model
   * @param c the class; 0 with the sigmoid head
   */
  public static Shape block(Shape shape, int c) {
    long columns = (long) (shape.logits() - c) * (shape.features() + 1);
    if (columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          shape.features() + " features times " + shape.logits() + " classes are too many.");
    }
    return new Shape(shape.features(), (int) columns);
  }

  void run(
      Shape shape,
      Rows rows,
      int c,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer weights,
      DeviceBuffer probabilities,
      DeviceBuffer out) {
    Shape block = block(shape, c);
    kernel.launch(
        (long) rows.count() * (block.stride() / 16),
        group,
        rows.count(),
        shape.features(),
        c,
        shape.isSigmoid() ? 1 : 0,
        shape.isSigmoid() ? 2 : shape.stride(),
        block.logits(),
        block.stride(),
        rows.ordered(),
        rows.first(),
        order,
        x,
        weights,
        probabilities,
        out);
  }
}
