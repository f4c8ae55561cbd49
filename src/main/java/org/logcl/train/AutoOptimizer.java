package org.logcl.train;

import java.util.List;
import org.logcl.kernel.Shape;

/**
 * Which optimizer {@link Optimizer#AUTO} takes: by number of parameters and penalty alone, so that
 * it is the same one on every device.
 *
 * @param optimizer the one it takes
 * @param reason why, for the user
 */
record AutoOptimizer(Optimizer optimizer, String reason) {
  // Seconds to within 1e-6 of the optimum at C = 1, Newton against L-BFGS (PoCL on two cores): 31
  // parameters (breast_cancer) 0.03 and 0.04, 124 (a9a) 0.17 and 0.10, 650 (digits) 0.25 and 0.07.
  private static final int MOST_FOR_NEWTON = 64;

  static AutoOptimizer of(Shape shape, List<Penalty> penalties) {
    long parameters = (shape.features() + 1L) * shape.logits();
    if (penalties.stream().anyMatch(penalty -> penalty.l1() > 0)) {
      return new AutoOptimizer(Optimizer.OWLQN, "there is an L1 penalty");
    }
    if (penalties.stream().anyMatch(penalty -> !penalty.bounds().isNone())) {
      return new AutoOptimizer(Optimizer.OWLQN, "there are bounds on coefficients");
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
