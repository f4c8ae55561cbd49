package org.logcl.statistics;

/** What the standard errors of a {@link Summary} are. */
public enum Errors {
  /**
   * Of the maximum likelihood estimate, from the inverse Fisher information: by how much the
   * estimate varies from sample to sample. R's {@code glm} has these.
   */
  FISHER("fisher", "from the Fisher information"),
  /**
   * Standard deviations of Laplace's approximation to a posterior: the prior of each weight is
   * normal with mean 0 and variance 1 / (S l2), S the sum of the rows' weights, that of the
   * intercept is flat. The inverse Hessian of the penalised objective. They do not tell of the bias
   * towards 0 that the penalty brings.
   */
  LAPLACE("laplace", "of the Laplace approximation to the posterior under the L2 penalty's prior");

  private final String label;
  private final String description;

  Errors(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** Its name in files: {@code fisher} or {@code laplace}. */
  public String label() {
    return label;
  }

  /** Goes on after "standard errors". */
  public String description() {
    return description;
  }
}
