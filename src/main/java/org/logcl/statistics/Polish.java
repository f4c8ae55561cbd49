package org.logcl.statistics;

import java.util.Arrays;

/**
 * Newton's method, which for the logit link is Fisher scoring, in double, to the limit of double
 * precision.
 */
final class Polish {
  // From a trained model it takes 2 or 3; where the likelihood has no maximum, each step adds about
  // 1 to the separated rows' logits, and 40 of them are where double ends.
  private static final int MOST_STEPS = 60;
  // The next error is about the square of this change of a logit.
  private static final double ENOUGH = 1e-8;
  // Sums of so many rows tell no smaller share apart.
  private static final double NOISE = 1e-11;
  private static final int MOST_HALVINGS = 30;

  private final Rows rows;
  private final double[] ridge;
  private final boolean penalized;
  private final Refusals refusals;

  Polish(Rows rows, double[] ridge, Refusals refusals) {
    this.rows = rows;
    this.ridge = ridge;
    this.refusals = refusals;
    penalized = Arrays.stream(ridge).anyMatch(value -> value > 0);
  }

  /** The optimum, and the steps that it took. */
  record Outcome(Point optimum, int steps) {}

  /** Goes on from a start, or from zeros where they are nearer. */
  Outcome from(double[] start) {
    Point at = new Point(rows, ridge, new double[start.length]);
    Point given = new Point(rows, ridge, start);
    if (given.objective() < at.objective()) {
      at = given;
    }
    for (int steps = 1; steps <= MOST_STEPS; ++steps) {
      double[] step = at.step();
      StepEffect effect = new StepEffect(rows, step);
      if (!penalized && (at.isAllRight() || effect.separatesAll())) {
        throw refusals.separated();
      }
      if (!effect.isFinite()) {
        throw refusals.withoutMaximum();
      }
      if (!penalized && effect.separates()) {
        throw refusals.separatedBut(step);
      }
      at = descend(at, step);
      if (effect.largest() <= ENOUGH) {
        return new Outcome(at, steps);
      }
    }
    throw refusals.withoutMaximum();
  }

  private Point descend(Point from, double[] step) {
    double length = 1;
    for (int halvings = 0; halvings < MOST_HALVINGS; ++halvings) {
      double[] to = from.gamma().clone();
      for (int j = 0; j < to.length; ++j) {
        to[j] = Math.fma(length, step[j], to[j]);
      }
      Point next = new Point(rows, ridge, to);
      if (next.objective() <= from.objective() + NOISE * Math.abs(from.objective())) {
        return next;
      }
      length /= 2;
    }
    throw refusals.withoutMaximum();
  }
}
