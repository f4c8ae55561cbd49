package org.logcl.verify;

import org.logcl.kernel.RowSums;

/** Weighted losses and counts by chunk. */
final class RowSumsCheck {
  private RowSumsCheck() {}

  static void compare(
      Trial trial,
      String what,
      RowSums.Plan plan,
      int[] order,
      float[] weights,
      float[] losses,
      int[] correct) {
    Guarded.Sums device = trial.onDevice.rowSums(plan, order, weights, losses, correct);
    Guarded.Sums twin = trial.onTwin.rowSums(plan, order, weights, losses, correct);
    ExpectedSums.RowTotals expected =
        ExpectedSums.RowTotals.of(plan, order, weights, losses, correct);
    trial.stage("row sums").add(what, device.sums(), twin.sums(), expected.sums());
    trial.stage("row counts").add(what, device.counts(), twin.counts(), expected.counts());
  }
}
