package org.logcl.benchmarks;

import java.util.Arrays;
import java.util.Optional;

/**
 * A line of the table: LogCL against one opponent.
 *
 * @param stem of the case
 * @param name of the case
 * @param size rows x features x classes
 * @param ours LogCL's seconds
 * @param against the opponent; null where only LogCL's own time is meant
 * @param theirs the opponent's seconds; of a limit, what it allows
 * @param rate a limit's rate with its unit; null for a peer
 * @param ratio theirs by ours: how many times faster LogCL is, or its share of the limit
 * @param least the least ratio of a round
 * @param most the largest ratio of a round
 * @param goal what is asked of it
 */
record Row(
    String stem,
    String name,
    String size,
    double ours,
    String against,
    double theirs,
    String rate,
    double ratio,
    double least,
    double most,
    Optional<Goal> goal) {

  /** LogCL by itself. */
  static Row alone(Case of, String size, double[] ours, Optional<Goal> goal) {
    double seconds = Rounds.median(ours);
    return new Row(of.stem(), of.name(), size, seconds, null, 0, null, 0, 0, 0, goal);
  }

  /**
   * LogCL against one opponent.
   *
   * @param ours LogCL's seconds, round by round
   * @param theirs the opponent's
   */
  static Row against(
      Case of,
      String size,
      double[] ours,
      Contestant opponent,
      double[] theirs,
      Optional<Goal> goal) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
    double our = of.best() ? least(ours) : Rounds.median(ours);
    double their = of.best() ? least(theirs) : Rounds.median(theirs);
    return new Row(
        of.stem(),
        of.name(),
        size,
        our,
        opponent.name(),
        their,
        opponent instanceof LimitShare limit ? limit.rateOf(their) : null,
        of.best() ? their / our : Rounds.median(ratios),
        least(ratios),
        Arrays.stream(ratios).max().orElseThrow(),
        goal);
  }

  boolean isLimit() {
    return rate != null;
  }

  /** The figure that the goal is about. */
  double figure() {
    return against == null ? ours : ratio;
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }
}
