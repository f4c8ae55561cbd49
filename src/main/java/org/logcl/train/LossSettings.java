package org.logcl.train;

/**
 * What the loss of a row is, and how much it counts in the mean.
 *
 * @param classWeights how much the rows of each class count, besides their own weights
 */
public record LossSettings(ClassWeights classWeights) {
  /** Every class counts alike. */
  public static final LossSettings DEFAULT = new LossSettings(ClassWeights.none());

  /** The same with other class weights. */
  public LossSettings withClassWeights(ClassWeights value) {
    return new LossSettings(value);
  }
}
