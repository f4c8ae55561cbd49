package org.logcl.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the objective is minimised. */
public enum Optimizer {
  /** Mini-batch stochastic gradient descent with momentum. */
  SGD,
  /** Mini-batch Adam (Kingma, Ba 2015). */
  ADAM,
  /** Mini-batch Adam with weight decay apart from the gradient (Loshchilov, Hutter 2019). */
  ADAMW,
  /** Mini-batch AdaGrad (Duchi, Hazan, Singer 2011). */
  ADAGRAD,
  /** Full-batch L-BFGS, {@link org.logcl.solve.Lbfgs}. */
  LBFGS,
  /** Full-batch orthant-wise L-BFGS for L1 penalties and bounds, {@link org.logcl.solve.OwlQn}. */
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

  /** Learning rate that the command line takes where none is given: PyTorch's, but 0.1 for SGD. */
  public double usualRate() {
    return switch (this) {
      case ADAM, ADAMW -> 0.001;
      case ADAGRAD -> 0.01;
      default -> SgdSettings.DEFAULT.learningRate();
    };
  }

  /** Whether it takes all rows at once, until it converges. */
  public boolean isFullBatch() {
    return compareTo(LBFGS) >= 0;
  }

  /** All names, for messages. */
  public static String labels() {
    return Arrays.stream(values()).map(Optimizer::label).collect(Collectors.joining(", "));
  }
}
