package org.logcl;

/**
 * Logits of a binary classifier: raw scores, of which the second class's probability is the
 * sigmoid. Not probabilities.
 */
public final class BinaryLogits {
  private final float[] values;

  private BinaryLogits(float[] values) {
    this.values = values;
  }

  /**
   * One logit a row; copied.
   *
   * @throws org.logcl.error.InputException where there is none, or one is not finite
   */
  public static BinaryLogits of(float[] values) {
    return new BinaryLogits(Checks.finite("logit", values));
  }

  /** Number of rows. */
  public int rows() {
    return values.length;
  }

  float[] copy() {
    return values.clone();
  }
}
