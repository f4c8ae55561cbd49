package org.logcl.objective;

import java.util.Optional;

/** What an epoch leaves. */
public final class EpochOutcome {
  private final Totals totals;
  private final float[] parameters;

  private final Optional<Totals> score;

  EpochOutcome(Totals totals, float[] parameters, Optional<Totals> score) {
    this.totals = totals;
    this.parameters = parameters;
    this.score = score;
  }

  /** Running totals: each row is scored before its batch's step. */
  public Totals totals() {
    return totals;
  }

  /** The parameters after the epoch, for {@link LinearObjective#restore}. Not to be changed. */
  public float[] parameters() {
    return parameters;
  }

  /**
   * Totals at the parameters after the epoch, where they were asked for and could be had without a
   * further wait.
   */
  public Optional<Totals> score() {
    return score;
  }

  /** Whether loss and parameters are numbers. */
  public boolean isFinite() {
    if (!Double.isFinite(totals.loss())) {
      return false;
    }
    for (float value : parameters) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
