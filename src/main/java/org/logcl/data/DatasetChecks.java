package org.logcl.data;

import java.util.List;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** What a data set must be. */
final class DatasetChecks {
  private DatasetChecks() {}

  static void requireSize(int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new InputException(
          "a data set needs at least 1 row and 1 column; here " + rows + " x " + columns);
    }
    if ((long) rows * columns > Dataset.MOST_VALUES) {
      throw new InputException(
          rows
              + " rows x "
              + columns
              + " columns are more than "
              + Dataset.MOST_VALUES
              + " values");
    }
  }

  static List<String> checkFeatures(
      float[] features, int rows, int columns, List<String> featureNames) {
    requireSize(rows, columns);
    if (features.length != rows * columns) {
      throw new InputException(
          features.length + " feature values given, but " + rows + " x " + columns + " expected");
    }
    if (featureNames.size() != columns) {
      throw new InputException(
          featureNames.size() + " feature names given for " + columns + " columns");
    }
    List<String> names = Names.requireDistinct("feature name", featureNames);
    for (int i = 0; i < features.length; i++) {
      if (!Float.isFinite(features[i])) {
        int column = i % columns;
        throw new InputException(
            String.format(
                "row %d, column %d (%s): %s is not finite; every feature must be",
                i / columns, column, Quote.of(names.get(column)), features[i]));
      }
    }
    return names;
  }

  static void checkWeights(float[] weights, int rows) {
    if (weights == null) {
      return;
    }
    if (weights.length != rows) {
      throw new InputException(weights.length + " weights given for " + rows + " rows");
    }
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      if (!(weights[i] >= 0) || Float.isInfinite(weights[i])) {
        throw new InputException(
            "row " + i + ": weight " + weights[i] + " is not a finite number from 0 up");
      }
      sum += weights[i];
    }
    if (sum == 0) {
      throw new InputException("all " + rows + " weights are 0; at least one must be positive");
    }
  }
}
