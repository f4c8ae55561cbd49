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
 * @param modelIteration the iteration that the model's parameters are of: the last one, or with
 *     patience the one that had the smallest log loss of the validation rows
 */
public record Convergence(
    Optimizer optimizer,
    int iterations,
    int evaluations,
    double gradientNorm,
    List<IterationReport> history,
    int modelIteration) {
  /** Copies the list. */
  public Convergence {
    history = List.copyOf(history);
  }

  /** The report of the model's parameters. */
  public IterationReport ofModel() {
    return history.get(modelIteration);
  }

  /** The report of the last iteration. */
  public IterationReport last() {
    return history.get(history.size() - 1);
  }
}
