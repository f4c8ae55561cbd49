package org.logcl.solve;

import java.util.Optional;

/**
 * Finds a step along a descent direction that meets the strong Wolfe conditions: bracketing, then
 * safeguarded cubic interpolation.
 *
 * <p>Source: J. Nocedal, S. Wright, Numerical Optimization, 2nd ed., algorithms 3.5 and 3.6. Values
 * within float32's rounding of the first one count as no increase, after W. Hager, H. Zhang, SIAM
 * J. Optim. 16 (2005): near the minimum the slope still tells what the value no longer can.
 */
final class LineSearch {
  /** Share of an objective, a sum of float32 values, that counts as no increase. */
  static final double NOISE = 0x1p-24;

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST_EVALUATIONS = 20;

  private final Run run;
  private final Point from;
  private final double[] direction;
  private final double slope;

  /** A step that was taken: its length, where it led, and the slope there along the direction. */
  record Step(double length, Point to, double slope) {
    double value() {
      return to.value();
    }
  }

  private LineSearch(Run run, Point from, double[] direction, double slope) {
    this.run = run;
    this.from = from;
    this.direction = direction;
    this.slope = slope;
  }

  /**
   * Searches.
   *
   * @param slope of the value along the direction, below 0
   * @param first length to try first
   * @return a step that decreases, or empty where none can be resolved
   */
  static Optional<Step> run(Run run, Point from, double[] direction, double slope, double first) {
    return new LineSearch(run, from, direction, slope).search(first);
  }

  private Optional<Step> search(double first) {
    Step low = new Step(0, from, slope);
    Step high = null;
    double length = first;
    for (int i = 0; i < MOST_EVALUATIONS; ++i) {
      Point to = run.evaluate(Vectors.along(from.x(), length, direction));
      Step tried = new Step(length, to, Vectors.dot(to.gradient(), direction));
      if (!to.isFinite()) {
        high = tried;
        length = low.length + 0.1 * (length - low.length);
        continue;
      }
      if (to.isAt(from)) {
        break;
      }
      boolean tooHigh =
          tried.value() > allowed(length) || (low.length > 0 && tried.value() > low.value());
      if (!tooHigh && Math.abs(tried.slope) <= -CURVATURE * slope) {
        return Optional.of(tried);
      }
      if (tooHigh) {
        high = tried;
        length = between(low, high);
      } else if (high == null && tried.slope < 0) {
        length = beyond(low, tried);
        low = tried;
      } else {
        if (tried.slope * (tried.length - low.length) >= 0) {
          high = low;
        }
        low = tried;
        length = between(low, high);
      }
    }
    // Far enough down, if not flat enough.
    return low.length > 0 && low.value() < from.value() ? Optional.of(low) : Optional.empty();
  }

  private double allowed(double length) {
    return from.value() + DECREASE * length * slope + NOISE * Math.abs(from.value());
  }

  /** A length within the bracket, no nearer to an end than a tenth of it. */
  private static double between(Step low, Step high) {
    double width = high.length - low.length;
    double best = Double.isFinite(high.value()) ? cubic(low, high) : Double.NaN;
    double share = (best - low.length) / width;
    if (!(share >= 0.1)) {
      share = Double.isNaN(share) ? 0.5 : 0.1;
    }
    return low.length + Math.min(share, 0.9) * width;
  }

  /** A length beyond the last one, by a factor of 2 to 10. */
  private static double beyond(Step before, Step last) {
    double best = cubic(before, last);
    if (!(best >= 2 * last.length)) {
      return (best > last.length ? 2 : 10) * last.length;
    }
    return Math.min(best, 10 * last.length);
  }

  /** Where the cubic through two values and slopes has its minimum; NaN where it has none. */
  private static double cubic(Step a, Step b) {
    double width = b.length - a.length;
    double d1 = a.slope + b.slope - 3 * (a.value() - b.value()) / (a.length - b.length);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return Double.NaN;
    }
    double d2 = Math.copySign(Math.sqrt(square), width);
    return b.length - width * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
  }
}
