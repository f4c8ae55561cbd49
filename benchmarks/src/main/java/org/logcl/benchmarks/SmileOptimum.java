package org.logcl.benchmarks;

import java.util.Optional;
import smile.classification.LogisticRegression;

/**
 * Smile's L-BFGS of two classes, in double; with more classes its penalty is another one. It does
 * as many iterations as are needed.
 */
final class SmileOptimum implements Contestant {
  private static final int MOST_ITERATIONS = 1000;
  // Never met: the iterations decide.
  private static final double GRADIENT = 1e-30;

  private final Optimum optimum;
  private final double[][] x;
  private int iterations;

  /**
   * Brings the rows to its form, and finds how many iterations it takes.
   *
   * @throws MissingPeerException where it has another objective
   */
  SmileOptimum(Optimum optimum) {
    this.optimum = optimum;
    Problem problem = optimum.problem();
    if (!problem.isSigmoid()) {
      throw new MissingPeerException(
          "Smile: with more than two classes its penalty is another one, it has no weights for the"
              + " last class");
    }
    x = new double[problem.rows()][problem.features()];
    for (int i = 0; i < x.length; ++i) {
      for (int d = 0; d < x[i].length; ++d) {
        x[i][d] = problem.x()[i * x[i].length + d];
      }
    }
    // Doubled, then halved: its objective falls with each iteration.
    int most = 1;
    while (most < MOST_ITERATIONS && !isEnough(most)) {
      most *= 2;
    }
    int least = most / 2;
    while (most - least > 1) {
      int middle = (least + most) / 2;
      if (isEnough(middle)) {
        most = middle;
      } else {
        least = middle;
      }
    }
    iterations = most;
  }

  private boolean isEnough(int count) {
    iterations = count;
    return optimum.excess(train()) <= Optimum.TOLERANCE;
  }

  @Override
  public String name() {
    return "Smile (L-BFGS, " + iterations + " iterations)";
  }

  @Override
  public double seconds() {
    return Contestant.time(this::train);
  }

  @Override
  public Optional<Answer> answer() {
    return Optional.of(Answer.ofParameters(train()));
  }

  private double[] train() {
    return LogisticRegression.binomial(x, optimum.problem().y(), 1, GRADIENT, iterations)
        .coefficients();
  }
}
