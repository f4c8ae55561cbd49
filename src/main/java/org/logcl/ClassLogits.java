package org.logcl;

import org.logcl.error.InputException;

/**
 * Logits of a multiclass classifier: raw scores, of which the probabilities are the softmax. Not
 * probabilities.
 */
public final class ClassLogits {
  private final float[] values;
  private final int classes;

  private ClassLogits(float[] values, int classes) {
    this.values = values;
    this.classes = classes;
  }

  /**
   * Row-major logits; copied.
   *
   * @param classes logits of a row, at least 2
   * @throws InputException where they are not whole rows, or one is not finite
   */
  public static ClassLogits of(float[] values, int classes) {
    if (classes < 2 || values.length % classes != 0) {
      throw new InputException(
          values.length
              + " logits are not whole rows of "
              + classes
              + " classes; at least 2 classes are needed.");
    }
    return new ClassLogits(Checks.finite("logit", values), classes);
  }

  /** Number of rows. */
  public int rows() {
    return values.length / classes;
  }

  /** Logits of a row. */
  public int classes() {
    return classes;
  }

  /** The row-major logits themselves: read only. */
  float[] matrix() {
    return values;
  }
}
