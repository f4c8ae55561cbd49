package org.logcl;

/** What becomes of the rows' losses. */
public enum Reduction {
  /** One weighted loss a row. */
  NONE,
  /** Their sum. */
  SUM,
  /**
   * Their sum by the sum of the sample weights: what training minimises, and PyTorch's
   * cross-entropy with class weights.
   */
  MEAN,
  /**
   * Their sum by the number of rows, whatever the weights: PyTorch's mean of BCELoss and
   * BCEWithLogitsLoss.
   */
  MEAN_OVER_ROWS
}
