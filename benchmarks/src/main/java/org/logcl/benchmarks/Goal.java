package org.logcl.benchmarks;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a case must reach and what it should.
 *
 * @param against the opponents that it holds for; null where LogCL's own seconds are meant
 * @param must their seconds by LogCL's at least; or LogCL's seconds at most
 * @param goal the same, hoped for
 */
record Goal(Pattern against, double must, double goal) {
  /** How many times faster than an opponent; of a limit, which share of it. */
  static Goal of(String against, double must, double goal) {
    return new Goal(Pattern.compile(against), must, goal);
  }

  /** LogCL's own time, at most. */
  static Goal ofSeconds(double must, double goal) {
    return new Goal(null, must, goal);
  }

  boolean isForSeconds() {
    return against == null;
  }

  boolean isAgainst(String name) {
    return against != null && against.matcher(name).matches();
  }

  /** Whether a figure meets the goal, what must be, or neither. */
  String verdict(double figure) {
    if (isForSeconds() ? figure <= goal : figure >= goal) {
      return "goal";
    }
    return (isForSeconds() ? figure <= must : figure >= must) ? "must" : "MISSED";
  }

  /** One of the two bounds, for people. */
  String text(double bound) {
    return isForSeconds()
        ? String.format(Locale.ROOT, "%.1f s", bound)
        : String.format(Locale.ROOT, bound < 1 ? "%.2f" : "%.3gx", bound);
  }
}
