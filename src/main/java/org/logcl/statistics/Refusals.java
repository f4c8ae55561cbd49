package org.logcl.statistics;

import java.util.ArrayList;
import java.util.List;
import org.logcl.data.Standardization;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** Why there are no statistics, with the columns by name. */
final class Refusals {
  // Columns were float32: what is left of a column besides others, as a share of its standard
  // deviation, may be their rounding up to here.
  private static final double COLLINEAR = 0x1p-20;
  // Smaller shares of the largest coefficient are rounding.
  private static final double NAMED = 1e-3;
  private static final String WAY_OUT = "leave a column out, or set an L2 penalty";

  private final List<String> names;

  Refusals(List<String> names) {
    this.names = names;
  }

  /**
   * Columns without variation: no data tell their coefficients from the intercept.
   *
   * @throws InputException where there are any
   */
  void requireVariation(Standardization standardization, String where) {
    double[] scale = standardization.scale();
    List<String> constant = new ArrayList<>();
    for (int j = 0; j < scale.length; ++j) {
      if (scale[j] == 0) {
        constant.add(names.get(j));
      }
    }
    if (!constant.isEmpty()) {
      throw new InputException(
          String.format(
              "No statistics: %s %s constant %s, and nothing tells %s from the intercept's. Leave %s"
                  + " out.",
              columns(constant),
              constant.size() == 1 ? "is" : "are",
              where,
              constant.size() == 1 ? "its coefficient" : "their coefficients",
              constant.size() == 1 ? "it" : "them"));
    }
  }

  /**
   * Columns that others make up.
   *
   * @param rows with columns of standard deviation 1
   * @param count of the rows
   * @throws InputException where there is one
   */
  void requireIndependent(Rows rows, int count) {
    int parameters = rows.parameters();
    if (count < parameters) {
      throw new InputException(
          String.format(
              "No statistics: %d rows have a weight over 0, and there are %d coefficients with the"
                  + " intercept. Give more rows, %s.",
              count, parameters, WAY_OUT));
    }
    Triangle triangle = new Triangle(parameters);
    rows.forEach((x, side, weight) -> triangle.add(Math.sqrt(weight), x));
    for (int j = 1; j < parameters; ++j) {
      if (!(Math.abs(triangle.at(j, j)) > COLLINEAR * triangle.norm(j))) {
        throw new InputException(
            String.format(
                "No statistics: the Hessian is singular, as column %s is a linear combination of %s and"
                    + " the intercept: %s.",
                Quote.of(names.get(j - 1)), columns(large(triangle.combination(j))), WAY_OUT));
      }
    }
  }

  /** All rows of a class. */
  InputException oneClass(String label) {
    return new InputException(
        "No statistics: all rows with a weight over 0 are of class "
            + Quote.of(label)
            + ", and the likelihood has no maximum. Give rows of both classes.");
  }

  /** The coefficients at hand tell all rows apart. */
  InputException separated() {
    return new InputException(
        "No statistics: the data are separable. A linear combination of the columns tells the two"
            + " classes apart without an error, so the likelihood has no maximum and the coefficients"
            + " no finite estimates: "
            + WAY_OUT
            + ".");
  }

  /** A direction tells rows apart, and leaves others where they are. */
  InputException separatedBut(double[] direction) {
    return new InputException(
        String.format(
            "No statistics: the data are separable in part. In the direction of %s no row is on the"
                + " wrong side and some are on the right one (quasi-complete separation), so the"
                + " likelihood has no maximum and the coefficients no finite estimates: %s.",
            columns(large(direction)), WAY_OUT));
  }

  /** No maximum, and no proof that there is none. */
  InputException withoutMaximum() {
    return new InputException(
        "No statistics: no maximum of the likelihood was found in double precision; the data are"
            + " separable but for rounding, or columns nearly collinear: "
            + WAY_OUT
            + ".");
  }

  /** Features with large coefficients; the first is the intercept's. */
  private List<String> large(double[] coefficients) {
    double largest = 0;
    for (int j = 1; j < coefficients.length; ++j) {
      largest = Math.max(largest, Math.abs(coefficients[j]));
    }
    List<String> chosen = new ArrayList<>();
    for (int j = 1; j < coefficients.length; ++j) {
      if (Math.abs(coefficients[j]) > NAMED * largest) {
        chosen.add(names.get(j - 1));
      }
    }
    return chosen;
  }

  private static String columns(List<String> chosen) {
    return (chosen.size() == 1 ? "column " : "columns ") + Quote.of(chosen);
  }
}
