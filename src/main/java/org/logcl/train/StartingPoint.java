package org.logcl.train;

import java.util.List;
import java.util.Optional;
import org.logcl.data.Labels;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.kernel.Shape;
import org.logcl.model.LinearModel;
import org.logcl.objective.LinearObjective;

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

  /**
   * Checks that a model to start from has the features and labels of the rows.
   *
   * @throws InputException where it has others
   */
  void requireFits(List<String> featureNames, Labels labels) {
    if (model.isEmpty()
        || (model.get().featureNames().equals(featureNames)
            && model.get().labels().equals(labels))) {
      return;
    }
    throw new InputException(
        String.format(
            "The model to start from has the features %s and the labels %s; the training rows have %s and %s.",
            Quote.of(model.get().featureNames()),
            Quote.of(model.get().labels().names()),
            Quote.of(featureNames),
            Quote.of(labels.names())));
  }

  /**
   * Puts the parameters where training takes them up.
   *
   * @throws InputException where they are not as many as there, or not finite
   */
  void putInto(LinearObjective objective) {
    Shape shape = objective.shape();
    int needed = shape.features() * shape.logits();
    if (weights.length != needed || bias.length != shape.logits()) {
      throw new InputException(
          String.format(
              "The parameters to start from are %d weights and %d intercepts; %d features and %d logits need %d and %d.",
              weights.length,
              bias.length,
              shape.features(),
              shape.logits(),
              needed,
              shape.logits()));
    }
    if (!isFinite(weights) || !isFinite(bias)) {
      throw new InputException("The parameters to start from must be finite numbers.");
    }
    objective.parameters(weights, bias);
  }

  private static boolean isFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
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
