package org.logcl.kernel;

import org.logcl.numerics.Orders;

/**
 * Shape of a linear model on a backend. Parameters are one array of {@code features + 1} rows of
 * {@code stride()} values: the weights, feature by feature, then the intercepts. With the softmax
 * head the stride is the number of classes rounded up to 16, and the padding is 0 everywhere.
 *
 * @param features D, features of a row, at least 1
 * @param logits logits of a row: 1 is the sigmoid head, 2 and more the softmax head
 */
public record Shape(int features, int logits) {
  /** Checks both sizes. */
  public Shape {
    if (features < 1 || logits < 1) {
      throw new IllegalArgumentException(
          "A model needs features and logits, not " + features + " and " + logits + ".");
    }
    long parameters = (features + 1L) * stride(logits);
    if (parameters > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          features
              + " features times "
              + logits
              + " classes are more parameters than one array can hold.");
    }
  }

  /** Whether this is the sigmoid head. */
  public boolean isSigmoid() {
    return logits == 1;
  }

  /** Values from one row of logits, or of parameters, to the next. */
  public int stride() {
    return stride(logits);
  }

  /** Length of the parameter array, padding included. */
  public int parameters() {
    return (features + 1) * stride();
  }

  /** The first so many parameters are weights; the others are intercepts. */
  public int weights() {
    return features * stride();
  }

  /** Rows of a canonical chunk. */
  public int chunkRows() {
    return Orders.chunkRows(logits);
  }

  /** Canonical chunks of a block of rows. */
  public int chunks(int rows) {
    return (rows + chunkRows() - 1) / chunkRows();
  }

  private static int stride(int logits) {
    return logits == 1
        ? 1
        : (logits + Orders.CLASS_TILE - 1) / Orders.CLASS_TILE * Orders.CLASS_TILE;
  }
}
