package org.logcl;

/**
 * Probabilities of the second class. Not logits: where the logits are at hand, the loss from them
 * is exact for confident rows too.
 */
public final class BinaryProbabilities {
  private final float[] values;

  private BinaryProbabilities(float[] values) {
    this.values = values;
  }

  /**
   * One probability a row; copied.
   *
   * @throws org.logcl.error.InputException where there is none, or one is not in [0, 1]
   */
  public static BinaryProbabilities of(float[] values) {
    return new BinaryProbabilities(Checks.between0And1("probability", values));
  }

  /** Number of rows. */
  public int rows() {
    return values.length;
  }

  float[] copy() {
    return values.clone();
  }
}
