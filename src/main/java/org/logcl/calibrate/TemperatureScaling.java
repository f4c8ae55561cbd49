package org.logcl.calibrate;

import org.logcl.error.InputException;

/**
 * Temperature scaling: every logit is divided by one number. {@link Temperature} fits it.
 *
 * @param temperature T, from 1/1024 to 1024
 */
public record TemperatureScaling(double temperature) implements Calibration {
  private static final double MOST = 1024;

  /** Checks the temperature. */
  public TemperatureScaling {
    require(temperature);
  }

  static void require(double temperature) {
    if (!(temperature >= 1 / MOST && temperature <= MOST)) {
      throw new InputException(
          "The temperature is " + temperature + "; it must be from 1/1024 to 1024.");
    }
  }

  @Override
  public double logit(double logit) {
    return logit / temperature;
  }

  @Override
  public CalibrationMethod method() {
    return CalibrationMethod.TEMPERATURE;
  }

  @Override
  public String toString() {
    return "temperature " + temperature;
  }
}
