package org.logcl.statistics;

import org.logcl.error.InputException;

/**
 * A coefficient and how sure it is.
 *
 * @param name of the feature, or {@link Summary#INTERCEPT}
 * @param estimate change of the log-odds of the second class for one unit of the feature
 * @param standardError in the unit of the estimate, over 0; {@link Summary#errors} says of which
 *     kind
 */
public record Coefficient(String name, double estimate, double standardError) {
  /**
   * Wald's confidence interval: estimate -+ quantile * standard error.
   *
   * @param lower its lower end
   * @param upper its upper end
   */
  public record Interval(double lower, double upper) {}

  /** Estimate over standard error. */
  public double z() {
    return estimate / standardError;
  }

  /** Two-sided p of z under the standard normal distribution: Pr(>|z|). */
  public double p() {
    return Normal.twoSided(z());
  }

  /**
   * The confidence interval, R's {@code confint.default}.
   *
   * @param level such as 0.95
   * @throws InputException where the level is not between 0 and 1
   */
  public Interval interval(double level) {
    double reach = Normal.quantile(requireLevel(level)) * standardError;
    return new Interval(estimate - reach, estimate + reach);
  }

  /**
   * Checks a level of confidence.
   *
   * @throws InputException where it is not between 0 and 1, both excluded
   */
  public static double requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new InputException(
          "The level of confidence is " + level + "; it must be over 0 and under 1, such as 0.95.");
    }
    return level;
  }
}
