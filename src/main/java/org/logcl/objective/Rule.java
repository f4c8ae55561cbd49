package org.logcl.objective;

/** How mini-batch descent makes a step of a gradient. */
public sealed interface Rule {
  /**
   * Stochastic gradient descent.
   *
   * @param momentum share of the last velocity that is kept
   * @param nesterov whether the step looks ahead along the velocity
   */
  record Momentum(double momentum, boolean nesterov) implements Rule {}

  /**
   * Adam, or with a decay AdamW.
   *
   * @param beta1 share of the first moment that is kept
   * @param beta2 share of the second moment that is kept
   * @param epsilon what is added to the root of the second moment
   * @param decay coefficient by which weights decay apart from the gradient: learning rate times
   *     this a step
   */
  record Adam(double beta1, double beta2, double epsilon, double decay) implements Rule {}

  /**
   * AdaGrad.
   *
   * @param epsilon what is added to the root of the sum of squares
   */
  record Adagrad(double epsilon) implements Rule {}
}
