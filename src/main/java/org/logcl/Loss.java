package org.logcl;

import java.util.Optional;

/** A loss and its gradient by the inputs. */
public final class Loss {
  private final double value;
  private final float[] rows;
  private final float[] gradient;
  private final Optional<String> advice;

  Loss(double value, float[] rows, float[] gradient, Optional<String> advice) {
    this.value = value;
    this.rows = rows;
    this.gradient = gradient;
    this.advice = advice;
  }

  /** The reduced loss, in nats; with {@link Reduction#NONE} the sum. */
  public double value() {
    return value;
  }

  /**
   * What is likely wrong with the inputs, though they are allowed: logits that all look like
   * probabilities.
   */
  public Optional<String> advice() {
    return advice;
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
