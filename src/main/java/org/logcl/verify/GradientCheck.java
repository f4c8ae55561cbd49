package org.logcl.verify;

import java.util.Locale;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.model.LinearModel;
import org.logcl.train.LossSettings;

/**
 * The gradient that a device reports against central finite differences of the objective, computed
 * in double precision from the textbook loss alone.
 *
 * @param parameters number of parameters: weights and intercepts
 * @param checked how many of them were looked at: all, or a random choice where that would take
 *     long
 * @param outside how many lie further from the differences than their allowance, NaN included
 * @param worstAbsolute largest distance
 * @param worstRelative largest distance as a share of the difference, where the allowance is
 *     smaller than it
 * @param index the parameter that takes the largest share of its allowance: weights row-major
 *     [features][logits], then intercepts
 * @param parameter the same in words
 * @param reported what the device reports for it
 * @param difference what the finite difference is
 * @param allowance how far from it a correct device may be: a bound derived from the sizes of the
 *     data, the roundings of the kernels and the step
 */
public record GradientCheck(
    int parameters,
    int checked,
    int outside,
    double worstAbsolute,
    double worstRelative,
    int index,
    String parameter,
    double reported,
    double difference,
    double allowance) {

  /** Whether every parameter looked at lies within its allowance. */
  public boolean passed() {
    return outside == 0;
  }

  /** The largest share of an allowance that is taken; above 1 the check fails. */
  public double shareOfAllowance() {
    double distance = Math.abs(reported - difference);
    return distance == 0 ? 0 : distance / allowance;
  }

  /** One line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "gradient %s: %d of %d parameters against finite differences, worst %.3g of its allowance:"
            + " %s, %.9g reported, %.9g by differences, allowed %.3g",
        passed() ? "right" : "WRONG",
        checked,
        parameters,
        shareOfAllowance(),
        parameter,
        reported,
        difference,
        allowance);
  }

  /**
   * Checks the gradient at a model's parameters.
   *
   * @param rows raw rows with targets of any kind that the model's head takes; the model's
   *     preparation is applied
   * @param l2 coefficient of the penalty
   * @param loss label smoothing, and class weights, which multiply the rows' own
   * @throws InputException where rows, model and class weights do not fit together, or l2 is
   *     negative or not finite
   */
  public static GradientCheck run(
      Backend backend, LinearModel model, Dataset rows, double l2, LossSettings loss) {
    Gradients gradients = Gradients.of(model, rows, l2, loss);
    return gradients.compare(gradients.reported(backend), model);
  }
}
