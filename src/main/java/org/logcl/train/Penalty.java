package org.logcl.train;

/**
 * What is added to the mean log loss: {@code l1 |W|_1 + l2/2 |W|^2}. Both together are the elastic
 * net. Penalised intercepts are in both sums.
 *
 * @param l1 coefficient of the sum of magnitudes, 0 or in [1e-30, 1e30]; over 0 it makes weights
 *     exactly 0
 * @param l2 coefficient of half the sum of squares, 0 or in [1e-30, 1e30]. In scikit-learn's words
 *     C = 1 / (S l2) with S the sum of sample weights; in PyTorch's, weight_decay on the weights
 *     alone
 * @param intercept whether the intercepts are left out, are penalised too, or do not exist
 */
public record Penalty(double l1, double l2, Intercept intercept) {
  /** None, with free intercepts. */
  public static final Penalty NONE = new Penalty(0, 0, Intercept.FREE);

  /** Checks every value. */
  public Penalty {
    Allowed.requireCoefficient("L1 penalty", l1);
    Allowed.requireCoefficient("L2 penalty", l2);
  }

  /** Whether nothing is added. */
  public boolean isNone() {
    return l1 == 0 && l2 == 0;
  }
}
