package org.logcl.train;

import org.logcl.kernel.Shape;

/**
 * Which optimizer {@link Optimizer#AUTO} takes: by number of parameters and penalty alone, so that
 * it is the same one on every device.
 *
 * @param optimizer the one it takes
 * @param reason why, for the user
 */
record AutoOptimizer(Optimizer optimizer, String reason) {
  // A Newton step costs a product of X with itself: at 124 parameters (a9a, PoCL on two cores) 20
  // ms,
  // 12 times an evaluation, and it needs 7 where L-BFGS needs 200 evaluations: 0.15 s against 0.25
  // s.
  // At 257 parameters and 200,000 rows it costs 33 evaluations.
  private static final int MOST_FOR_NEWTON = 160;

  static AutoOptimizer of(Shape shape, Penalty penalty) {
    long parameters = (shape.features() + 1L) * shape.logits();
    if (penalty.l1() > 0) {
      return new AutoOptimizer(Optimizer.OWLQN, "there is an L1 penalty");
    }
    return parameters <= MOST_FOR_NEWTON
        ? new AutoOptimizer(
            Optimizer.NEWTON, parameters + " parameters are few enough for a Hessian")
        : new AutoOptimizer(
            Optimizer.LBFGS, parameters + " parameters are many, and there is no L1 penalty");
  }

  @Override
  public String toString() {
    return "optimizer: " + optimizer.label() + ", chosen by auto: " + reason;
  }
}
