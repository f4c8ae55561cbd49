package org.logcl.model;

import org.logcl.calibrate.Calibration;
import org.logcl.calibrate.Logits;

/**
 * Probabilities and log loss of a row's logits after calibration. From the float32 logits, which
 * are the same on every device, in double by {@code StrictMath}: so these are too. One thread at a
 * time.
 */
public final class CalibratedRow {
  private final Head head;
  private final Calibration calibration;
  private final double[] z;

  CalibratedRow(Head head, Calibration calibration, int logits) {
    this.head = head;
    this.calibration = calibration;
    z = new double[logits];
  }

  /**
   * The row's logits.
   *
   * @param logits of many rows
   * @param at where those of this row begin
   */
  public CalibratedRow of(float[] logits, int at) {
    for (int c = 0; c < z.length; ++c) {
      z[c] = calibration.logit(logits[at + c]);
    }
    return this;
  }

  /** Log loss in nats, given the true class. */
  public double loss(int target) {
    return switch (head) {
      case SIGMOID -> Logits.sigmoidLoss(z[0], target == 1);
      case SOFTMAX -> Logits.softmaxLoss(z, target);
      case MULTILABEL -> throw notCalibrated();
    };
  }

  /** Puts the probabilities of the classes in place, rounded to float32. Uses the logits up. */
  public void probabilities(float[] into, int at) {
    switch (head) {
      case SIGMOID -> {
        into[at] = (float) Logits.sigmoid(-z[0]);
        into[at + 1] = (float) Logits.sigmoid(z[0]);
      }
      case SOFTMAX -> {
        Logits.softmax(z);
        for (int c = 0; c < z.length; ++c) {
          into[at + c] = (float) z[c];
        }
      }
      case MULTILABEL -> throw notCalibrated();
    }
  }

  /** {@link Head#requireCalibration} refuses it. */
  private static IllegalStateException notCalibrated() {
    return new IllegalStateException("models of the multilabel head are not calibrated");
  }
}
