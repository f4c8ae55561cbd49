package org.logcl.train;

import org.logcl.error.InputException;

/**
 * What the loss of a row is, and how much it counts in the mean.
 *
 * @param classWeights how much the rows of each class count, besides their own weights
 * @param labelSmoothing e, from 0 to under 1: training's targets are {@code (1 - e) y + e / C} for
 *     C classes (Szegedy et al. 2016), and {@code (1 - e) y + e / 2} for a label of several that go
 *     together. Validation rows have their targets as they are
 */
public record LossSettings(ClassWeights classWeights, double labelSmoothing) {
  /** Every class counts alike, and targets are as they are. */
  public static final LossSettings DEFAULT = new LossSettings(ClassWeights.none(), 0);

  /** Checks the label smoothing. */
  public LossSettings {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new InputException(
          "The label smoothing is " + labelSmoothing + "; it must be from 0 to under 1.");
    }
  }

  /** The same with other class weights. */
  public LossSettings withClassWeights(ClassWeights value) {
    return new LossSettings(value, labelSmoothing);
  }

  /** The same with another label smoothing. */
  public LossSettings withLabelSmoothing(double value) {
    return new LossSettings(classWeights, value);
  }
}
