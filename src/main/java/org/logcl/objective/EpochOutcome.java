package org.logcl.objective;

/** What an epoch leaves. */
public final class EpochOutcome {
  private final Totals totals;
  private final float[] parameters;

  EpochOutcome(Totals totals, float[] parameters) {
    this.totals = totals;
    this.parameters = parameters;
  }

  /** Running totals: each row is scored before its batch's step. */
  public Totals totals() {
    return totals;
  }

  /** The parameters after the epoch, for {@link LinearObjective#restore}. Not to be changed. */
  public float[] parameters() {
    return parameters;
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
