package org.logcl.io;

import java.util.Map;
import java.util.TreeMap;
import org.logcl.calibrate.Calibration;
import org.logcl.calibrate.CalibrationMethod;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.TemperatureScaling;
import org.logcl.data.Decimals;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.model.LinearModel;

/**
 * Calibration and threshold in the metadata of a model file: {@code calibration} ({@code
 * temperature} or {@code platt}) with {@code calibrationTemperature}, or {@code calibrationA} and
 * {@code calibrationB}; {@code decisionThreshold}. Numbers are decimal, as {@link
 * Double#toString(double)} writes them: they come back with the same bits.
 */
final class CalibrationNotes {
  private static final String METHOD = "calibration";
  private static final String TEMPERATURE = "calibrationTemperature";
  private static final String A = "calibrationA";
  private static final String B = "calibrationB";
  private static final String THRESHOLD = "decisionThreshold";

  private CalibrationNotes() {}

  /** What a model's file says; empty without calibration and threshold. */
  static Map<String, String> of(LinearModel model) {
    Map<String, String> notes = new TreeMap<>();
    model.calibration().ifPresent(calibration -> put(notes, calibration));
    model.threshold().ifPresent(value -> notes.put(THRESHOLD, Double.toString(value)));
    return notes;
  }

  private static void put(Map<String, String> notes, Calibration calibration) {
    notes.put(METHOD, calibration.method().label());
    if (calibration instanceof TemperatureScaling scaling) {
      notes.put(TEMPERATURE, Double.toString(scaling.temperature()));
    } else if (calibration instanceof PlattScaling platt) {
      notes.put(A, Double.toString(platt.a()));
      notes.put(B, Double.toString(platt.b()));
    }
  }

  /** Whether a file says anything of it. */
  static boolean isIn(Map<String, String> metadata) {
    return metadata.containsKey(METHOD)
        || metadata.containsKey(TEMPERATURE)
        || metadata.containsKey(A)
        || metadata.containsKey(B)
        || metadata.containsKey(THRESHOLD);
  }

  /**
   * A model with what its file says.
   *
   * @throws InputException if a number is missing, superfluous or not allowed, or does not go with
   *     the model
   */
  static LinearModel apply(Map<String, String> metadata, LinearModel model) {
    LinearModel calibrated =
        metadata.containsKey(METHOD) ? model.withCalibration(calibration(metadata)) : model;
    if (metadata.containsKey(THRESHOLD)) {
      calibrated = calibrated.withThreshold(number(metadata, THRESHOLD));
    }
    for (String key : new String[] {TEMPERATURE, A, B}) {
      if (metadata.containsKey(key) && !of(calibrated).containsKey(key)) {
        throw new InputException(
            "the metadata have "
                + Quote.of(key)
                + ", which has no meaning with calibration "
                + Quote.of(metadata.getOrDefault(METHOD, "")));
      }
    }
    return calibrated;
  }

  private static Calibration calibration(Map<String, String> metadata) {
    String label = metadata.get(METHOD);
    CalibrationMethod method =
        CalibrationMethod.of(label)
            .orElseThrow(
                () ->
                    new InputException(
                        "unknown calibration "
                            + Quote.of(label)
                            + "; allowed: temperature, platt"));
    return switch (method) {
      case TEMPERATURE -> new TemperatureScaling(number(metadata, TEMPERATURE));
      case PLATT -> new PlattScaling(number(metadata, A), number(metadata, B));
    };
  }

  private static double number(Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    if (text == null || !Decimals.isDecimal(text)) {
      throw new InputException(
          Quote.of(key)
              + (text == null ? " is missing" : " is " + Quote.of(text))
              + "; it must be a decimal number");
    }
    return Double.parseDouble(text);
  }
}
