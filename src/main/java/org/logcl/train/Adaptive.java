package org.logcl.train;

/**
 * What the optimizers with a step size for each parameter may be told: {@link Optimizer#ADAM},
 * {@link Optimizer#ADAMW}, {@link Optimizer#ADAGRAD}.
 *
 * @param beta1 share of Adam's first moment that is kept, in [0, 1)
 * @param beta2 share of Adam's second moment that is kept, in [0, 1)
 * @param epsilon what is added to the root of the second moment, in [1e-12, 1]
 * @param weightDecay AdamW's decay of the weights apart from the gradient, in [0, 1]: each step
 *     takes learning rate times this of them
 */
public record Adaptive(double beta1, double beta2, double epsilon, double weightDecay) {
  /** PyTorch's: 0.9, 0.999, 1e-8, 0.01. */
  public static final Adaptive DEFAULT = new Adaptive(0.9, 0.999, 1e-8, 0.01);

  /** Checks every value. */
  public Adaptive {
    // As float32, which training computes in.
    Allowed.require(beta1 >= 0 && (float) beta1 < 1, "beta1", beta1, "0 or more and below 1");
    Allowed.require(beta2 >= 0 && (float) beta2 < 1, "beta2", beta2, "0 or more and below 1");
    Allowed.require(epsilon >= 1e-12 && epsilon <= 1, "epsilon", epsilon, "between 1e-12 and 1");
    Allowed.require(
        weightDecay >= 0 && weightDecay <= 1, "weight decay", weightDecay, "between 0 and 1");
  }
}
