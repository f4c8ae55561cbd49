package org.logcl.statistics;

import java.util.List;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.data.Standardization;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * Statistics of a binary model at the optimum of its objective, as R's {@code glm} with {@code
 * family = binomial} has them. Immutable.
 *
 * <p>Row weights are R's prior weights: a row of weight 3 counts in likelihood and Hessian as three
 * rows do, but once in the degrees of freedom; rows of weight 0 are not there. Source: P.
 * McCullagh, J. Nelder, Generalized Linear Models, 2nd ed., sections 4.4 and 2.5.
 *
 * @param errors what the standard errors are
 * @param coefficients of the columns as trained on, intercept first, then in the order of the
 *     columns
 * @param rawCoefficients the same of the raw columns; equal where the model does not standardise
 * @param isStandardized whether the model does
 * @param rows rows with a weight over 0
 * @param parameters 1 + D; with a penalty the effective number, the trace of the Fisher information
 *     times the inverse Hessian
 * @param nullDeviance -2 log-likelihood with nothing but an intercept
 * @param residualDeviance -2 log-likelihood of the model, without the penalty
 * @param newtonSteps steps of Newton's method (Fisher scoring) from the model as trained
 * @param largestChange the most by which they moved a coefficient as trained on, in its standard
 *     errors; far from 0 where the model was not at the optimum of this objective
 */
public record Summary(
    Errors errors,
    List<Coefficient> coefficients,
    List<Coefficient> rawCoefficients,
    boolean isStandardized,
    int rows,
    double parameters,
    double nullDeviance,
    double residualDeviance,
    int newtonSteps,
    double largestChange) {
  /** The name of the intercept among coefficients. */
  public static final String INTERCEPT = "(Intercept)";

  /** The dispersion of a binomial model. */
  public static final int DISPERSION = 1;

  /** The most coefficients, the intercept included: their time grows with the third power. */
  public static final int MOST_PARAMETERS = 2000;

  /** Copies the lists. */
  public Summary {
    coefficients = List.copyOf(coefficients);
    rawCoefficients = List.copyOf(rawCoefficients);
  }

  /**
   * Polishes a trained model in double, and summarises the result.
   *
   * @param model with the sigmoid head and a free intercept, trained to the optimum
   * @param rows the labelled, raw rows that it was trained on
   * @param l2 the coefficient of the penalty l2/2 |W|^2 that it was trained with, on the weights as
   *     trained; 0 for none
   * @throws InputException where these do not fit together; where columns are constant or
   *     collinear; where the data are separable and there is no penalty. The message says why
   */
  public static Summary of(LinearModel model, Dataset rows, double l2) {
    requireFits(model, rows, l2);
    Optional<Standardization> trained = model.preparation().standardization();
    // Without standardising, training saw the flushed features; with it, their rounding is left out
    // here, and the figures are those of the raw columns.
    Dataset seen = trained.isPresent() ? rows : Preparation.none().prepare(rows).dataset();
    Refusals refusals = new Refusals(rows.featureNames());
    Classes classes = Classes.of(seen);
    classes.requireBoth(seen.labels(), refusals);
    Standardization fitted = Standardization.fit(seen);
    refusals.requireVariation(fitted, "in these rows");
    trained.ifPresent(step -> refusals.requireVariation(step, "where the model was trained"));
    Rows table = new Rows(seen, fitted);
    if (l2 == 0) {
      refusals.requireIndependent(table, classes.rows());
    }
    Coordinates here = new Coordinates(fitted, trained);
    double[] ridge = new double[table.parameters()];
    for (int j = 1; j < ridge.length; ++j) {
      double stretch = here.stretch(j - 1);
      ridge[j] = classes.weight() * l2 * (stretch * stretch);
    }
    double[] start = here.fitted(model.weights(), model.bias()[0]);
    Polish.Outcome outcome = new Polish(table, ridge, refusals).from(start);
    Point optimum = outcome.optimum();
    double[] variances = optimum.hessian().inverseDiagonal();
    double parameters = ridge.length;
    for (int j = 1; j < ridge.length; ++j) {
      parameters -= ridge[j] * variances[j];
    }
    List<String> names = rows.featureNames();
    List<Coefficient> coefficients =
        here.coefficients(names, optimum.gamma(), optimum.hessian(), variances);
    Coordinates raw = new Coordinates(fitted, Optional.empty());
    return new Summary(
        l2 == 0 ? Errors.FISHER : Errors.LAPLACE,
        coefficients,
        raw.coefficients(names, optimum.gamma(), optimum.hessian(), variances),
        trained.isPresent(),
        classes.rows(),
        parameters,
        classes.nullDeviance(),
        2 * optimum.loss(),
        outcome.steps(),
        largestChange(model, coefficients));
  }

  /** The number of rows less one. */
  public int nullDegreesOfFreedom() {
    return rows - 1;
  }

  /** The number of rows less that of parameters; whole without a penalty. */
  public double residualDegreesOfFreedom() {
    return rows - parameters;
  }

  /** Akaike's information criterion: residual deviance plus twice the number of parameters. */
  public double aic() {
    return residualDeviance + 2 * parameters;
  }

  private static double largestChange(LinearModel model, List<Coefficient> coefficients) {
    float[] weights = model.weights();
    double largest = 0;
    for (int j = 0; j < coefficients.size(); ++j) {
      double before = j == 0 ? model.bias()[0] : weights[j - 1];
      Coefficient now = coefficients.get(j);
      largest = Math.max(largest, Math.abs(now.estimate() - before) / now.standardError());
    }
    return largest;
  }

  private static void requireFits(LinearModel model, Dataset rows, double l2) {
    if (model.head() != Head.SIGMOID) {
      throw new InputException(
          "Statistics are those of a binary model with the sigmoid head; this one has the head "
              + model.head().label()
              + ". Train with --head sigmoid, on two classes.");
    }
    if (!rows.hasTargets() || rows.targetKind() != TargetKind.CLASSES) {
      throw new InputException(
          "Statistics need rows with their classes, one each; these have none.");
    }
    if (!rows.featureNames().equals(model.featureNames())
        || !rows.labels().equals(model.labels())) {
      throw new InputException(
          "Statistics need the rows that the model was trained on; these have other features or"
              + " labels.");
    }
    if (!(l2 >= 0 && l2 < Double.POSITIVE_INFINITY)) {
      throw new InputException(
          "The L2 penalty is " + l2 + "; it must be the one of the training, 0 or over.");
    }
    if (rows.columns() + 1 > MOST_PARAMETERS) {
      throw new InputException(
          String.format(
              "Statistics are there for at most %d coefficients; here are %d with the intercept."
                  + " Take fewer columns.",
              MOST_PARAMETERS, rows.columns() + 1));
    }
  }
}
