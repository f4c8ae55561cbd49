package org.logcl.train;

import java.util.Optional;
import org.logcl.model.LinearModel;

/** Parameters that training starts from. */
public final class StartingPoint {
  private final float[] weights;
  private final float[] bias;
  private final Optional<LinearModel> model;

  private StartingPoint(float[] weights, float[] bias, Optional<LinearModel> model) {
    this.weights = weights;
    this.bias = bias;
    this.model = model;
  }

  /**
   * Parameters for features prepared as the options say; copied.
   *
   * @param weights row-major [features][logits]
   * @param bias [logits]
   */
  public static StartingPoint of(float[] weights, float[] bias) {
    return new StartingPoint(weights.clone(), bias.clone(), Optional.empty());
  }

  /** A model's parameters, for its features and labels, and with its preparation. */
  public static StartingPoint of(LinearModel model) {
    return new StartingPoint(model.weights(), model.bias(), Optional.of(model));
  }

  /** Weights, row-major [features][logits]; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  /** Intercepts, [logits]; a copy. */
  public float[] bias() {
    return bias.clone();
  }

  /** The model that these parameters are of, if they are of one. */
  public Optional<LinearModel> model() {
    return model;
  }
}
