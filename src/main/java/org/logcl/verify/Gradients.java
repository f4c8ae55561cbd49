package org.logcl.verify;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.error.InputException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.Canonical;
import org.logcl.objective.DeviceData;
import org.logcl.objective.LinearObjective;
import org.logcl.train.LossSettings;
import org.logcl.train.Targeting;
import org.logcl.train.WeightedRows;

/** What a gradient check works on: prepared rows, padded parameters, and the differences. */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
record Gradients(
    Head head,
    Shape shape,
    Dataset rows,
    double smoothing,
    float[] positiveWeights,
    float[] params,
    double l2,
    FiniteDifferences.Result expected) {

  static Gradients of(LinearModel model, Dataset raw, double l2, LossSettings loss) {
    if (!raw.hasTargets()
        || raw.columns() != model.features()
        || !raw.labels().equals(model.labels())) {
      throw new InputException(
          "A gradient check needs labelled rows with the model's "
              + model.features()
              + " features and its labels.");
    }
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw new InputException("The l2 is " + l2 + "; it must be 0 or more, and finite.");
    }
    Head head = Targeting.head(raw, Optional.of(model.head()));
    Dataset rows = model.preparation().prepare(raw).dataset();
    float[] positive = null;
    // Without class weights rows of weight 0 stay: no gradient may notice them.
    if (!loss.classWeights().isNone()) {
      WeightedRows used = WeightedRows.of(rows, loss.classWeights());
      rows = used.rows().withWeights(used.weights());
      positive = used.positiveWeights();
    }
    double smoothing = loss.labelSmoothing();
    Shape shape = new Shape(model.features(), model.logits());
    float[] params = padded(shape, model.weights(), model.bias());
    FiniteDifferences.Result expected =
        FiniteDifferences.of(
            shape, rows, new TextbookLoss(head, rows, smoothing, positive), params, l2);
    return new Gradients(head, shape, rows, smoothing, positive, params, l2, expected);
  }

  private static float[] padded(Shape shape, float[] weights, float[] bias) {
    float[] params = new float[shape.parameters()];
    for (int i = 0; i < weights.length + bias.length; ++i) {
      float value = i < weights.length ? weights[i] : bias[i - weights.length];
      params[i / shape.logits() * shape.stride() + i % shape.logits()] = Canonical.flush(value);
    }
    return params;
  }

  /** The whole gradient, penalty included, as training on the backend has it. */
  double[] reported(Backend backend) {
    try (DeviceData data = DeviceData.of(backend, head, shape, rows, smoothing, positiveWeights);
        LinearObjective objective =
            new LinearObjective(backend, shape, rows.rows(), data.hasPasses())) {
      float[] weights = dense(0, shape.features());
      objective.parameters(weights, dense(shape.features(), shape.features() + 1));
      double[] gradient = objective.gradient(data);
      for (int i = 0; i < weights.length; ++i) {
        gradient[i] += l2 * weights[i];
      }
      return gradient;
    }
  }

  private float[] dense(int fromRow, int toRow) {
    float[] values = new float[(toRow - fromRow) * shape.logits()];
    for (int i = 0; i < values.length; ++i) {
      int row = fromRow + i / shape.logits();
      values[i] = params[row * shape.stride() + i % shape.logits()];
    }
    return values;
  }

  GradientCheck compare(double[] reported, LinearModel model) {
    int outside = 0;
    int worst = 0;
    double share = -1;
    double worstAbsolute = 0;
    double worstRelative = 0;
    for (int k = 0; k < expected.index().length; ++k) {
      double truth = expected.gradient()[k];
      double allowed = expected.allowance()[k];
      double distance = Math.abs(reported[expected.index()[k]] - truth);
      // Not (distance > allowed): a NaN must fail.
      outside += distance <= allowed ? 0 : 1;
      worstAbsolute = Math.max(worstAbsolute, distance);
      if (!(distance <= allowed) || allowed < Math.abs(truth)) {
        worstRelative = Math.max(worstRelative, distance / Math.abs(truth));
      }
      double taken = distance == 0 ? 0 : distance / allowed;
      if (!(taken <= share)) {
        share = Double.isNaN(taken) ? Double.POSITIVE_INFINITY : taken;
        worst = k;
      }
    }
    int index = expected.index()[worst];
    return new GradientCheck(
        reported.length,
        expected.index().length,
        outside,
        worstAbsolute,
        worstRelative,
        index,
        Parameters.name(model, index),
        reported[index],
        expected.gradient()[worst],
        expected.allowance()[worst]);
  }
}
