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
   * + 1} columns for each class from this one on, or for this class alone.
   *
   * @param shape of the model
   * @param independent whether each logit has a sigmoid of its own
   * @param c the class; 0 with the sigmoid head
   */
  public static Shape block(Shape shape, boolean independent, int c) {
    long blocks = independent ? 1 : shape.logits() - c;
    long columns = blocks * (shape.features() + 1);
    if (columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          shape.features() + " features times " + shape.logits() + " classes are too many.");
    }
    return new Shape(shape.features(), (int) columns);
  }

  void run(
      Shape shape,
      boolean independent,
      Rows rows,
      int c,
      DeviceBuffer order,
      DeviceBuffer x,
      DeviceBuffer weights,
      DeviceBuffer probabilities,
      DeviceBuffer out) {
    Shape block = block(shape, independent, c);
    boolean pairs = independent || shape.isSigmoid();
    kernel.launch(
        (long) rows.count() * (block.stride() / 16),
        group,
        rows.count(),
        shape.features(),
        c,
        pairs ? 1 : 0,
        pairs ? 2 * shape.stride() : shape.stride(),
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
