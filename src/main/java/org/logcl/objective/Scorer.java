package org.logcl.objective;

import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.metrics.ConfusionMatrix;
import org.logcl.model.LinearModel;

/** A model against rows, on a backend. The rows are raw: the model's own preparation is applied. */
public final class Scorer {
  private Scorer() {}

  /** Log loss, from logits, and correct rows. */
  public static Totals score(Backend backend, LinearModel model, Dataset rows) {
    Dataset prepared = model.preparation().prepare(rows).dataset();
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
    Dataset prepared = model.preparation().prepare(rows).dataset();
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

  private static Shape shape(LinearModel model) {
    return new Shape(model.features(), model.logits());
  }
}
