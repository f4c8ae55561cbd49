package org.logcl;

import org.logcl.error.InputException;

/**
 * Logits of a multi-label classifier: raw scores, a sigmoid of each being the probability of its
 * label. Labels do not exclude each other. Not probabilities.
 */
public final class LabelLogits {
  private final float[] values;
  private final int labels;

  private LabelLogits(float[] values, int labels) {
    this.values = values;
    this.labels = labels;
  }

  /**
   * Row-major logits; copied.
   *
   * @param labels logits of a row, at least 2; one label is {@link BinaryLogits}
   * @throws InputException where they are not whole rows, or one is not finite
   */
  public static LabelLogits of(float[] values, int labels) {
    if (labels < 2 || values.length % labels != 0) {
      throw new InputException(
          values.length
              + " logits are not whole rows of "
              + labels
              + " labels; at least 2 labels are needed.");
    }
    return new LabelLogits(Checks.finite("logit", values), labels);
  }

  /** Number of rows. */
  public int rows() {
    return values.length / labels;
  }

  /** Logits of a row. */
  public int labels() {
    return labels;
  }

  /** The row-major logits themselves: read only. */
  float[] matrix() {
    return values;
  }
}
