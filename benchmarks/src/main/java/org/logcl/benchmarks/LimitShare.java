package org.logcl.benchmarks;

import java.util.Locale;
import org.logcl.kernel.Limit;
import org.logcl.kernel.Limits;

/** What the device's measured limit allows for the work of a case, measured again in each round. */
final class LimitShare implements Contestant {
  private final Limits limits;
  private final Limit limit;
  private final double work;

  /**
   * Of one limit.
   *
   * @param work bytes or operations of the case
   */
  LimitShare(Limits limits, Limit limit, double work) {
    this.limits = limits;
    this.limit = limit;
    this.work = work;
  }

  @Override
  public String name() {
    return limit.label();
  }

  @Override
  public double seconds() {
    return work / limits.rate(limit);
  }

  /** The limit that so many seconds stand for, with its unit. */
  String rateOf(double seconds) {
    return String.format(Locale.ROOT, "%.1f %s", limit.value(work, seconds), limit.unit());
  }
}
