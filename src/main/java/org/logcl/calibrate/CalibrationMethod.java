package org.logcl.calibrate;

import java.util.Locale;
import java.util.Optional;

/** Ways to calibrate. */
public enum CalibrationMethod {
  /** One number that all logits are divided by: {@link Temperature}. */
  TEMPERATURE,
  /** Slope and intercept of a sigmoid, for two classes: {@link PlattScaling}. */
  PLATT;

  /** The name in files and on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method with a label, if there is one. */
  public static Optional<CalibrationMethod> of(String label) {
    for (CalibrationMethod method : values()) {
      if (method.label().equals(label)) {
        return Optional.of(method);
      }
    }
    return Optional.empty();
  }
}
