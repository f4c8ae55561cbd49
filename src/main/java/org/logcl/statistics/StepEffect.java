package org.logcl.statistics;

/**
 * What a Newton step would do to each row's margin, the logit towards the row's own class. It tells
 * rows that overlap from rows that can be separated.
 *
 * <p>By Stiemke's lemma there is either a direction d with {@code side_i x_i d >= 0} for all rows
 * and over 0 for one, along which the likelihood rises for ever, or there are {@code lambda_i > 0}
 * with {@code sum_i lambda_i side_i x_i = 0}, and a finite maximum. A Newton step d solves {@code
 * sum_i s_i q_i (1 - p_i gain_i) side_i x_i = 0} with p_i the probability of the row's class, q_i =
 * 1 - p_i and gain_i = side_i x_i d. So a step by which every gain is under 1 proves that there is
 * a maximum; along a direction that separates, steps do not become shorter than 1.
 *
 * <p>Source: A. Albert, J. Anderson (1984), On the existence of maximum likelihood estimates in
 * logistic regression models, Biometrika 71.
 */
final class StepEffect implements Rows.Visitor {
  // Rows on the boundary have gain 0, which rounding and unfinished descent blur.
  private static final double BLUR = 1e-9;

  private final double[] step;
  private double most = Double.NEGATIVE_INFINITY;
  private double least = Double.POSITIVE_INFINITY;

  StepEffect(Rows rows, double[] step) {
    this.step = step;
    rows.forEach(this);
  }

  @Override
  public void row(double[] x, int side, double weight) {
    double gain = side * Rows.dot(x, step);
    most = Math.max(most, gain); // keeps NaN
    least = Math.min(least, gain);
  }

  /** The largest change of a logit. */
  double largest() {
    return Math.max(Math.abs(most), Math.abs(least));
  }

  boolean isFinite() {
    return Double.isFinite(most) && Double.isFinite(least);
  }

  /** Whether every row wins: the direction by itself tells all rows apart. */
  boolean separatesAll() {
    return least > 0;
  }

  /** Whether no row loses, and one wins by what only a direction that separates gives. */
  boolean separates() {
    return most > 0.9 && least >= -BLUR * most;
  }
}
