package org.logcl.train;

/**
 * What is added to the mean log loss: {@code l2/2 |W|^2}, intercepts left out.
 *
 * @param l2 coefficient, 0 or in [1e-30, 1e30]. In scikit-learn's words C = 1 / (S l2) with S the
 *     sum of sample weights; in PyTorch's, weight_decay on the weights alone
 */
public record Penalty(double l2) {
  /** None. */
  public static final Penalty NONE = new Penalty(0);

  /** Checks every value. */
  public Penalty {
    Allowed.requireCoefficient("L2 penalty", l2);
  }

  /** Whether nothing is added. */
  public boolean isNone() {
    return l2 == 0;
  }
}
