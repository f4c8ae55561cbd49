package org.logcl;

import java.util.Locale;
import java.util.Optional;
import org.logcl.error.InputException;

/**
 * Logits of a multiclass classifier: raw scores, of which the probabilities are the softmax. Not
 * probabilities.
 */
public final class ClassLogits {
  private static final double SUM_TOLERANCE = 1e-3;

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

  /**
   * Softmax twice: where all rows are distributions already, the loss of any row stays between
   * log(1 + (C - 1) / e) and one more, however right they are.
   */
  Optional<String> advice() {
    for (int row = 0; row < rows(); ++row) {
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        float value = values[row * classes + c];
        if (value < 0) {
          return Optional.empty();
        }
        sum += value;
      }
      if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Every row of logits sums to 1, as probabilities do. Their softmax holds the loss of a row between %.5f and %.5f:"
                + " give what was before the softmax, or the logarithms of the probabilities.",
            Math.log1p((classes - 1) / Math.E),
            Math.log1p((classes - 1) / Math.E) + 1));
  }
}
