package org.logcl.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the objective is minimised. */
public enum Optimizer {
  /** Mini-batch stochastic gradient descent with momentum. */
  SGD,
  /** Full-batch L-BFGS, {@link org.logcl.solve.Lbfgs}. */
  LBFGS,
  /** Full-batch orthant-wise L-BFGS for L1 penalties, {@link org.logcl.solve.OwlQn}. */
  OWLQN,
  /** Full-batch Newton with a Cholesky factor of the Hessian, {@link org.logcl.solve.Newton}. */
  NEWTON,
  /** One of the full-batch optimizers, by number of parameters and penalty. */
  AUTO;

  /** Its name in options and files: {@code sgd}, ... */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name, in any case of letters. */
  public static Optional<Optimizer> of(String label) {
    return Arrays.stream(values())
        .filter(value -> value.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether it takes all rows at once, until it converges. */
  public boolean isFullBatch() {
    return this != SGD;
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Optimizer::label).collect(Collectors.joining(", "));
  }
}
