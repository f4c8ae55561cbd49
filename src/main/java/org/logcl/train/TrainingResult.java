package org.logcl.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.logcl.model.LinearModel;
import org.logcl.objective.Totals;

/**
 * What training gave.
 *
 * @param model the model: the last parameters, or the last good ones where the loss ceased to be
 *     finite
 * @param status how training ended
 * @param epochs one report an epoch of SGD; empty for the full-batch optimizers
 * @param convergence how a full-batch optimizer converged; empty for SGD
 * @param training totals of the final model on the training rows
 * @param validation totals of the final model on the validation rows, where there are any
 * @param penalty what the penalty adds to the mean log loss at the final model
 * @param seconds wall time of training, transfers included
 */
public record TrainingResult(
    LinearModel model,
    Status status,
    List<EpochReport> epochs,
    Optional<Convergence> convergence,
    Totals training,
    Optional<Totals> validation,
    double penalty,
    double seconds) {

  /** How training ended. */
  public enum Status {
    /** After the last epoch of SGD. */
    FINISHED,
    /** Gradient or decrease of the objective are within their tolerance. */
    CONVERGED,
    /** No step gives a smaller objective that float32 can resolve. */
    CONVERGED_TO_PRECISION,
    /** After the most iterations allowed. */
    ITERATION_LIMIT,
    /** After the most seconds allowed; where that was depends on the machine. */
    TIME_LIMIT,
    /**
     * The rows can be told apart without an error and there is no penalty, so that the objective
     * has no minimum.
     */
    SEPARABLE,
    /**
     * The loss of the validation rows no longer fell; the model is that of the best epoch or
     * iteration.
     */
    STOPPED_EARLY,
    /** The listener asked for it. */
    STOPPED,
    /**
     * The loss or a parameter was no longer a finite number; the model is that of the last good
     * epoch.
     */
    DIVERGED;

    /** Its name in files: {@code finished}, ... */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The epoch with the smallest log loss of the validation rows, from 1; 0 without any. */
  public int bestEpoch() {
    double least = Double.POSITIVE_INFINITY;
    int best = 0;
    for (EpochReport report : epochs) {
      double loss = report.validation().map(Totals::logLoss).orElse(Double.POSITIVE_INFINITY);
      if (loss < least) {
        least = loss;
        best = report.epoch();
      }
    }
    return best;
  }

  /** Mean log loss of the training rows plus penalty: what training minimises. */
  public double objective() {
    return training.logLoss() + penalty;
  }
}
