package org.logcl.train;

import java.util.Optional;
import org.logcl.objective.Totals;

/**
 * One iteration of a full-batch optimizer.
 *
 * @param iteration from 0, the start
 * @param evaluations passes over the rows so far
 * @param training totals on the training rows at this point
 * @param penalty what the penalty adds to the mean log loss here
 * @param gradientNorm largest magnitude in the (pseudo-)gradient of the objective
 * @param step length of the step that led here, as a multiple of the direction
 * @param validation totals on the validation rows, where there are any
 * @param seconds wall time since the start
 */
public record IterationReport(
    int iteration,
    int evaluations,
    Totals training,
    double penalty,
    double gradientNorm,
    double step,
    Optional<Totals> validation,
    double seconds) {
  /** Mean log loss plus penalty. */
  public double objective() {
    return training.logLoss() + penalty;
  }
}
