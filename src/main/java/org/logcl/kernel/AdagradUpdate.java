package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/adagrad_update.cl}; its twin is {@link AdagradUpdateTwin}. */
public final class AdagradUpdate {
  private final Kernel kernel;
  private final int group;

  AdagradUpdate(Program program, int group) {
    this.group = group;
    kernel = program.kernel("adagrad_update");
  }

  /**
   * The numbers of one step.
   *
   * @param inverseWeight 1 over the batch's sum of weights
   * @param rate learning rate
   * @param epsilon what is added to the root, at least 1e-12
   * @param l2 coefficient of the L2 penalty
   */
  public record Step(float inverseWeight, float rate, float epsilon, float l2) {}

  void run(
      Shape shape,
      Step step,
      DeviceBuffer high,
      DeviceBuffer low,
      DeviceBuffer params,
      DeviceBuffer second) {
    kernel.launch(
        shape.parameters(),
        group,
        shape.parameters(),
        shape.weights(),
        step.inverseWeight(),
        step.rate(),
        step.epsilon(),
        step.l2(),
        high,
        low,
        params,
        second);
  }
}
