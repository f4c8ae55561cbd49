package org.logcl.calibrate;

/**
 * What is done to a model's logits before the head, so that probabilities mean what they say. In
 * double by {@code StrictMath}: the same on every machine.
 */
public sealed interface Calibration permits TemperatureScaling, PlattScaling {
  /** The calibrated logit of a logit. */
  double logit(double logit);

  /** How it was fitted. */
  CalibrationMethod method();
}
