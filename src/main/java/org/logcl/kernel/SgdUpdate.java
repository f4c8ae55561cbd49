package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/**
 * Launches {@code kernels/sgd_update.cl} or {@code kernels/nesterov_update.cl}, which take the
 * same; their twins are {@link SgdUpdateTwin} and {@link NesterovUpdateTwin}.
 */
public final class SgdUpdate {
  private final Kernel kernel;
  private final int group;

  SgdUpdate(Program program, int group, boolean nesterov) {
    this.group = group;
    kernel = program.kernel(nesterov ? "nesterov_update" : "sgd_update");
  }

  /**
   * The numbers of one step.
   *
   * @param inverseWeight 1 over the batch's sum of weights
   * @param rate learning rate
   * @param momentum share of the last velocity that is kept
   * @param l2 coefficient of the L2 penalty
   */
  public record Step(float inverseWeight, float rate, float momentum, float l2) {}

  void run(
      Shape shape,
      Step step,
      DeviceBuffer high,
      DeviceBuffer low,
      DeviceBuffer params,
      DeviceBuffer velocity) {
    kernel.launch(
        shape.parameters(),
        group,
        shape.parameters(),
        shape.weights(),
        step.inverseWeight(),
        step.rate(),
        step.momentum(),
        step.l2(),
        high,
        low,
        params,
        velocity);
  }
}
