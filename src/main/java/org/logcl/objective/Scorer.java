package org.logcl.objective;

import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.model.LinearModel;

/**
 * A model against rows, on a backend. The rows are raw, with the model's features (and labels,
 * where they are compared) in its order: the model's own preparation is applied.
 */
public final class Scorer {
  private Scorer() {}

  /** Log loss, from logits, and correct rows. */
  public static Totals score(Backend backend, LinearModel model, Dataset rows) {
    Dataset prepared = prepared(model, rows);
    requireSameLabels(model, rows);
    Shape shape = shape(model);
    try (LinearObjective objective = new LinearObjective(backend, shape, prepared.rows());
        DeviceData data =
            new DeviceData(
                backend,
                shape,
                prepared.rows(),
                prepared.features(),
                prepared.targets(),
                prepared.hasWeights() ? prepared.weights() : null)) {
      objective.parameters(model.weights(), model.bias());
      return objective.score(data);
    }
  }

  /** Probabilities of every row, in row order. */
  public static void predict(
      Backend backend, LinearModel model, Dataset rows, Predictor.Sink sink) {
    Dataset prepared = prepared(model, rows);
    Predictor.run(
        backend,
        shape(model),
        prepared.rows(),
        prepared.features(),
        model.weights(),
        model.bias(),
        sink);
  }

  /** Rows by true and predicted class. */
  public static ConfusionMatrix confusion(Backend backend, LinearModel model, Dataset rows) {
    requireSameLabels(model, rows);
    ConfusionMatrix matrix = new ConfusionMatrix(model.classes());
    int[] targets = rows.targets();
    predict(
        backend,
        model,
        rows,
        (from, count, probabilities) -> {
          for (int k = 0; k < count; ++k) {
            matrix.add(targets[from + k], model.predicted(probabilities, k * model.classes()));
          }
        });
    return matrix;
  }

  private static Dataset prepared(LinearModel model, Dataset rows) {
    if (!rows.featureNames().equals(model.featureNames())) {
      throw new InputException(
          String.format(
              "The rows must have the model's features in the model's order: %s, not %s.",
              Quote.of(model.featureNames()), Quote.of(rows.featureNames())));
    }
    return model.preparation().prepare(rows).dataset();
  }

  private static void requireSameLabels(LinearModel model, Dataset rows) {
    if (!rows.labels().equals(model.labels())) {
      throw new InputException(
          String.format(
              "The rows must have the model's labels in the model's order: %s, not %s.",
              Quote.of(model.labels().names()), Quote.of(rows.labels().names())));
    }
  }

  private static Shape shape(LinearModel model) {
    return new Shape(model.features(), model.logits());
  }
}
