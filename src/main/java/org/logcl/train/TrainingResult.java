package org.logcl.train;

import java.util.List;
import java.util.Optional;
import org.logcl.model.LinearModel;
import org.logcl.objective.Totals;

/**
 * What training gave.
 *
 * @param model the model: the last parameters, or the last good ones where the loss ceased to be
 *     finite
 * @param status how training ended
 * @param epochs one report an epoch
 * @param training totals of the final model on the training rows
 * @param validation totals of the final model on the validation rows, where there are any
 * @param penalty l2/2 |W|^2 of the final model
 * @param seconds wall time of training, transfers included
 */
public record TrainingResult(
    LinearModel model,
    Status status,
    List<EpochReport> epochs,
    Totals training,
    Optional<Totals> validation,
    double penalty,
    double seconds) {

  /** How training ended. */
  public enum Status {
    /** After the last epoch. */
    FINISHED,
    /** The listener asked for it. */
    STOPPED,
    /**
     * The loss or a parameter was no longer a finite number; the model is that of the last good
     * epoch.
     */
    DIVERGED
  }

  /** Mean log loss of the training rows plus penalty: what training minimises. */
  public double objective() {
    return training.logLoss() + penalty;
  }
}
