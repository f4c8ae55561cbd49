package org.logcl;

/** A loss and its gradient by the inputs. */
public final class Loss {
  private final double value;
  private final float[] rows;
  private final float[] gradient;

  Loss(double value, float[] rows, float[] gradient) {
    this.value = value;
    this.rows = rows;
    this.gradient = gradient;
  }

  /** The reduced loss, in nats; with {@link Reduction#NONE} the sum. */
  public double value() {
    return value;
  }

  /** Each row's weighted loss, before reduction. */
  public float[] rows() {
    return rows.clone();
  }

  /**
   * Derivative of the reduced loss by each input, in the inputs' layout; with {@link
   * Reduction#NONE} each row's own.
   */
  public float[] gradient() {
    return gradient.clone();
  }
}
