package org.logcl.train;

/**
 * What holds the parameters. To the mean log loss is added {@code l1 |W|_1 + l2/2 |W|^2}; both
 * together are the elastic net. Penalised intercepts are in both sums.
 *
 * @param l1 coefficient of the sum of magnitudes, 0 or in [1e-30, 1e30]; over 0 it makes weights
 *     exactly 0
 * @param l2 coefficient of half the sum of squares, 0 or in [1e-30, 1e30]. In scikit-learn's words
 *     C = 1 / (S l2) with S the sum of sample weights; in PyTorch's, weight_decay on the weights
 *     alone
 * @param intercept whether the intercepts are left out, are penalised too, or do not exist
 * @param bounds what the parameters may be
 */
public record Penalty(double l1, double l2, Intercept intercept, Bounds bounds) {
  /** None, with free intercepts. */
  public static final Penalty NONE = new Penalty(0, 0, Intercept.FREE);

  /** Checks every value. */
  public Penalty {
    Allowed.requireCoefficient("L1 penalty", l1);
    Allowed.requireCoefficient("L2 penalty", l2);
  }

  /** Without bounds. */
  public Penalty(double l1, double l2, Intercept intercept) {
    this(l1, l2, intercept, Bounds.none());
  }

  /** The same with another coefficient of the sum of magnitudes. */
  public Penalty withL1(double value) {
    return new Penalty(value, l2, intercept, bounds);
  }

  /** The same with another coefficient of half the sum of squares. */
  public Penalty withL2(double value) {
    return new Penalty(l1, value, intercept, bounds);
  }

  /** The same with other intercepts. */
  public Penalty withIntercept(Intercept value) {
    return new Penalty(l1, l2, value, bounds);
  }

  /** The same with other bounds. */
  public Penalty withBounds(Bounds value) {
    return new Penalty(l1, l2, intercept, value);
  }

  /** Whether nothing is added. */
  public boolean isNone() {
    return l1 == 0 && l2 == 0;
  }
}
