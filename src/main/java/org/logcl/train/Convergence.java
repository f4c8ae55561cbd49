package org.logcl.train;

import java.util.List;

/**
 * How a full-batch optimizer came to its end.
 *
 * @param optimizer the one that ran
 * @param iterations steps taken
 * @param evaluations passes over the training rows
 * @param gradientNorm largest magnitude in the (pseudo-)gradient of the objective at the end
 * @param history the start and each iteration
 */
public record Convergence(
    Optimizer optimizer,
    int iterations,
    int evaluations,
    double gradientNorm,
    List<IterationReport> history) {
  /** Copies the list. */
  public Convergence {
    history = List.copyOf(history);
  }

  /** The report of the final parameters. */
  public IterationReport last() {
    return history.get(history.size() - 1);
  }
}
