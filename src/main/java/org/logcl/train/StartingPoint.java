package org.logcl.train;

import java.util.Optional;
import org.logcl.data.Preparation;

/** Parameters that training starts from. */
public final class StartingPoint {
  private final float[] weights;
  private final float[] bias;
  private final Optional<Preparation> preparation;

  /**
   * Takes copies.
   *
   * @param weights row-major [features][logits]
   * @param bias [logits]
   * @param preparation what was done to the features when these parameters were found; empty: as
   *     the options say
   */
  public StartingPoint(float[] weights, float[] bias, Optional<Preparation> preparation) {
    this.weights = weights.clone();
    this.bias = bias.clone();
    this.preparation = preparation;
  }

  /** Weights, row-major [features][logits]; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  /** Intercepts, [logits]; a copy. */
  public float[] bias() {
    return bias.clone();
  }

  /** What was done to the features when these parameters were found. */
  public Optional<Preparation> preparation() {
    return preparation;
  }
}
