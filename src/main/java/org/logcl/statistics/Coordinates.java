package org.logcl.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.logcl.data.Standardization;

/**
 * A linear map from the coefficients that are fitted, those of columns with mean 0 and standard
 * deviation 1, to coefficients of columns {@code (x - mean) / scale} with other figures: {@code
 * beta_j = stretch_j gamma_j}, {@code b = gamma_0 + sum_j shift_j gamma_j}. Standard errors follow
 * by the same map, exactly: it is linear (delta method).
 */
final class Coordinates {
  private final double[] stretch;
  private final double[] shift;

  /**
   * Of the columns that a model was trained on.
   *
   * @param fitted figures of the columns as fitted, scales over 0
   * @param trained what was done to the raw columns; empty for the raw columns themselves
   */
  Coordinates(Standardization fitted, Optional<Standardization> trained) {
    int columns = fitted.columns();
    double[] fittedMean = fitted.mean();
    double[] fittedScale = fitted.scale();
    double[] mean = trained.map(Standardization::mean).orElseGet(() -> new double[columns]);
    double[] scale = trained.map(Standardization::scale).orElse(null);
    stretch = new double[columns];
    shift = new double[columns];
    for (int j = 0; j < columns; ++j) {
      stretch[j] = (scale == null ? 1 : scale[j]) / fittedScale[j];
      shift[j] = (mean[j] - fittedMean[j]) / fittedScale[j];
    }
  }

  /** By how much a fitted coefficient is stretched. */
  double stretch(int column) {
    return stretch[column];
  }

  /** The fitted coefficients, intercept first, that these weights and this intercept stand for. */
  double[] fitted(float[] weights, double intercept) {
    double[] gamma = new double[stretch.length + 1];
    gamma[0] = intercept;
    for (int j = 0; j < stretch.length; ++j) {
      gamma[j + 1] = weights[j] / stretch[j];
      gamma[0] -= shift[j] * gamma[j + 1];
    }
    return gamma;
  }

  /**
   * The coefficients here, intercept first.
   *
   * @param gamma the fitted ones, intercept first
   * @param hessian factor of the Hessian there
   * @param variances diagonal of the Hessian's inverse
   */
  List<Coefficient> coefficients(
      List<String> names, double[] gamma, Triangle hessian, double[] variances) {
    double[] row = new double[gamma.length];
    row[0] = 1;
    double intercept = gamma[0];
    for (int j = 0; j < stretch.length; ++j) {
      row[j + 1] = shift[j];
      intercept += shift[j] * gamma[j + 1];
    }
    // a H^-1 a' = |R'^-1 a'|^2: no difference of large terms.
    double variance = 0;
    for (double part : hessian.solveTransposed(row)) {
      variance = Math.fma(part, part, variance);
    }
    List<Coefficient> coefficients = new ArrayList<>();
    coefficients.add(new Coefficient(Summary.INTERCEPT, intercept, Math.sqrt(variance)));
    for (int j = 0; j < stretch.length; ++j) {
      coefficients.add(
          new Coefficient(
              names.get(j), stretch[j] * gamma[j + 1], stretch[j] * Math.sqrt(variances[j + 1])));
    }
    return coefficients;
  }
}
