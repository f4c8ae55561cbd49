package org.logcl.calibrate;

import java.util.Optional;
import org.logcl.error.InputException;

/**
 * What to fit: a calibration, a decision threshold, or both. The threshold is chosen on calibrated
 * probabilities.
 *
 * @param method how to calibrate; empty leaves probabilities as they are
 * @param goal what the threshold is chosen for; empty for none
 */
public record CalibrationOptions(Optional<CalibrationMethod> method, Optional<ThresholdGoal> goal) {
  /** Checks that there is something to do. */
  public CalibrationOptions {
    if (method.isEmpty() && goal.isEmpty()) {
      throw new InputException("There is neither a method nor a threshold to fit; give one.");
    }
  }

  /** A calibration without threshold. */
  public static CalibrationOptions of(CalibrationMethod method) {
    return new CalibrationOptions(Optional.of(method), Optional.empty());
  }

  /** The same with a threshold. */
  public CalibrationOptions withThreshold(ThresholdGoal wanted) {
    return new CalibrationOptions(method, Optional.of(wanted));
  }
}
