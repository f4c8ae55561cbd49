package org.logcl.benchmarks;

import java.util.function.DoubleFunction;

/**
 * A line search for the strong Wolfe conditions with the rules of {@code torch.optim.LBFGS}: the
 * same constants, bounds of the cubic interpolation and limits, so that both take the same steps.
 *
 * @param <G> a gradient
 * @param start where the line begins
 * @param probe value, gradient and slope at a length
 * @param longest largest component of the direction
 */
record WolfeSearch<G>(Trial<G> start, DoubleFunction<Trial<G>> probe, double longest) {
  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final double LEAST_MOVE = 1e-9;
  private static final int MOST_TRIALS = 25;

  /** A length that was tried, and what is there. */
  record Trial<G>(double length, double value, G gradient, double slope) {}

  /** Searches, beginning with a length. */
  Trial<G> from(double first) {
    Trial<G> last = start;
    Trial<G> now = probe.apply(first);
    for (int trials = 1; trials < MOST_TRIALS; ++trials) {
      boolean rises = trials > 2 && now.value >= last.value;
      if (isTooHigh(now) || rises) {
        return between(last, now, trials);
      }
      if (isFlat(now)) {
        return now;
      }
      if (now.slope >= 0) {
        return between(last, now, trials);
      }
      double least = now.length + 0.01 * (now.length - last.length);
      double next = cubic(last, now, least, 10 * now.length);
      last = now;
      now = probe.apply(next);
    }
    return now.value < start.value ? now : start;
  }

  private Trial<G> between(Trial<G> one, Trial<G> other, int trialsSoFar) {
    Trial<G> low = one.value <= other.value ? one : other;
    Trial<G> high = low == one ? other : one;
    boolean near = false;
    for (int trials = trialsSoFar; trials < MOST_TRIALS; ++trials) {
      double left = Math.min(low.length, high.length);
      double right = Math.max(low.length, high.length);
      if ((right - left) * longest < LEAST_MOVE) {
        break;
      }
      double next = cubic(low, high, left, right);
      double margin = 0.1 * (right - left);
      boolean wasNear = near;
      near = Math.min(right - next, next - left) < margin;
      if (near && (wasNear || next >= right || next <= left)) {
        next = right - next < next - left ? right - margin : left + margin;
        near = false;
      }
      Trial<G> now = probe.apply(next);
      if (isTooHigh(now) || now.value >= low.value) {
        high = now.value < low.value ? low : now;
        low = now.value < low.value ? now : low;
      } else if (isFlat(now)) {
        return now;
      } else {
        high = now.slope * (high.length - low.length) >= 0 ? low : high;
        low = now;
      }
    }
    return low;
  }

  private boolean isTooHigh(Trial<G> trial) {
    return trial.value > start.value + DECREASE * trial.length * start.slope;
  }

  private boolean isFlat(Trial<G> trial) {
    return Math.abs(trial.slope) <= -CURVATURE * start.slope;
  }

  /** The minimum of the cubic through two values and slopes, kept within bounds. */
  private double cubic(Trial<G> one, Trial<G> other, double least, double most) {
    Trial<G> a = one.length <= other.length ? one : other;
    Trial<G> b = a == one ? other : one;
    double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.length - b.length);
    double square = d1 * d1 - a.slope * b.slope;
    if (!(square >= 0)) {
      return (least + most) / 2;
    }
    double d2 = Math.sqrt(square);
    double at =
        b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    return Math.min(Math.max(at, least), most);
  }
}
