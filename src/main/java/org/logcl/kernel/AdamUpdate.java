package org.logcl.kernel;

import org.logcl.opencl.DeviceBuffer;
import org.logcl.opencl.Kernel;
import org.logcl.opencl.Program;

/** Launches {@code kernels/adam_update.cl}; its twin is {@link AdamUpdateTwin}. */
public final class AdamUpdate {
  private final Kernel kernel;
  private final int group;

  AdamUpdate(Program program, int group) {
    this.group = group;
    kernel = program.kernel("adam_update");
  }

  /**
   * The numbers of one step.
   *
   * @param inverseWeight 1 over the batch's sum of weights
   * @param rate learning rate by 1 - beta1^t, t from 1
   * @param beta1 share of the first moment that is kept
   * @param rest1 1 - beta1
   * @param beta2 share of the second moment that is kept
   * @param rest2 1 - beta2
   * @param correction 1 by 1 - beta2^t
   * @param epsilon what is added to the root, at least 1e-12
   * @param l2 coefficient of the L2 penalty
   * @param decay share of the weights that goes, apart from the gradient
   */
  public record Step(
      float inverseWeight,
      float rate,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float correction,
      float epsilon,
      float l2,
      float decay) {}

  void run(
      Shape shape,
      Step step,
      DeviceBuffer high,
      DeviceBuffer low,
      DeviceBuffer params,
      DeviceBuffer first,
      DeviceBuffer second) {
    kernel.launch(
        shape.parameters(),
        group,
        shape.parameters(),
        shape.weights(),
        step.inverseWeight(),
        step.rate(),
        step.beta1(),
        step.rest1(),
        step.beta2(),
        step.rest2(),
        step.correction(),
        step.epsilon(),
        step.l2(),
        step.decay(),
        high,
        low,
        params,
        first,
        second);
  }
}
