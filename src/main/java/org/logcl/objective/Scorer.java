package org.logcl.objective;

import java.util.function.LongConsumer;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.metrics.ClassificationReport;
import org.logcl.metrics.ReportBuilder;
import org.logcl.metrics.TieBreak;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;

/**
 * A model against rows, on a backend, with its calibration and threshold where it has them. The
 * rows are raw, with the model's features (and labels, where they are compared) in its order: the
 * model's own preparation is applied. Rows of weight 0 are no rows where they are compared, and
 * rows like others where they are predicted.
 */
public final class Scorer {
  private Scorer() {}

  /**
   * Log loss, from logits, and correct rows, whatever the targets: with distributions
   * cross-entropy, and rows whose leading class is predicted; with labels that go together the sum
   * of the labels' losses, and rows that are right in all of them.
   */
  public static Totals score(Backend backend, LinearModel model, Dataset given) {
    Dataset rows = given.withoutWeightless();
    Dataset prepared = prepared(model, rows);
    requireSameLabels(model, rows);
    requireOfHead(model, rows);
    if (model.calibration().isPresent()) {
      return decided(backend, model, prepared);
    }
    Totals totals = trained(backend, model, prepared);
    if (model.threshold().isEmpty()) {
      return totals;
    }
    // The kernels know no threshold; it leaves the loss as it is.
    long correct = decided(backend, model, prepared).correct();
    return new Totals(totals.loss(), totals.weight(), correct, totals.rows());
  }

  private static Totals trained(Backend backend, LinearModel model, Dataset prepared) {
    Shape shape = shape(model);
    try (DeviceData data = DeviceData.of(backend, model.head(), shape, prepared, 0);
        LinearObjective objective =
            new LinearObjective(backend, shape, prepared.rows(), data.hasPasses())) {
      objective.parameters(model.weights(), model.bias());
      return objective.score(data);
    }
  }

  /** Sums in the order of the rows, by what is computed for each. */
  private static Totals decided(Backend backend, LinearModel model, Dataset prepared) {
    int[] targets = prepared.targets();
    double[] loss = new double[1];
    double[] weight = new double[1];
    long[] correct = new long[1];
    pass(
        backend,
        model,
        prepared,
        true,
        (from, count, probabilities, losses) -> {
          for (int k = 0; k < count; ++k) {
            loss[0] += weight(prepared, from + k) * losses[k];
            weight[0] += weight(prepared, from + k);
            boolean right =
                model.predicted(probabilities, k * model.classes()) == targets[from + k];
            correct[0] += right ? 1 : 0;
          }
        });
    return new Totals(loss[0], weight[0], correct[0], prepared.rows());
  }

  /** Probabilities, and losses where there are targets. */
  private static void pass(
      Backend backend,
      LinearModel model,
      Dataset prepared,
      boolean scored,
      Predictor.ScoredSink sink) {
    if (model.calibration().isPresent()) {
      CalibratedPredictor.run(backend, model, prepared, scored, sink);
    } else {
      Predictor.run(backend, model, prepared, scored, sink);
    }
  }

  /** Probabilities of every row, in row order. */
  public static void predict(
      Backend backend, LinearModel model, Dataset rows, Predictor.Sink sink) {
    Dataset prepared = prepared(model, rows);
    pass(
        backend,
        model,
        prepared,
        false,
        (from, count, probabilities, losses) -> sink.accept(from, count, probabilities));
  }

  /**
   * All metrics, from two passes over the rows. Log losses are from logits, whatever the
   * probabilities were rounded to; the rest is computed from the float32 probabilities that {@link
   * #predict} gives, in double.
   *
   * @param given rows with a class each
   * @param bins of the reliability diagram
   * @param progress gets the number of rows done, of twice as many as there are; may throw to stop
   */
  public static ClassificationReport evaluate(
      Backend backend, LinearModel model, Dataset given, int bins, LongConsumer progress) {
    Dataset rows = given.withoutWeightless();
    requireSameLabels(model, rows);
    requireOfHead(model, rows);
    if (rows.targetKind() != TargetKind.CLASSES) {
      throw new InputException(
          "These metrics need rows with one class each. Rows with distributions have a log loss and an accuracy alone; labels"
              + " that go together have metrics of their own.");
    }
    Dataset prepared = prepared(model, rows);
    int classes = model.classes();
    int[] targets = rows.targets();
    TieBreak ties = model.head() == Head.SIGMOID ? TieBreak.HIGHEST_CLASS : TieBreak.LOWEST_CLASS;
    ReportBuilder builder = new ReportBuilder(classes, rows.rows(), bins, ties);
    double[] row = new double[classes];
    pass(
        backend,
        model,
        prepared,
        true,
        (from, count, probabilities, losses) -> {
          progress.accept(from);
          for (int k = 0; k < count; ++k) {
            builder.add(
                targets[from + k],
                weight(rows, from + k),
                model.predicted(probabilities, k * classes),
                losses[k],
                widened(probabilities, k * classes, row));
          }
        });
    pass(
        backend,
        model,
        prepared,
        false,
        (from, count, probabilities, losses) -> {
          progress.accept((long) rows.rows() + from);
          for (int k = 0; k < count; ++k) {
            builder.rank(
                targets[from + k],
                weight(rows, from + k),
                widened(probabilities, k * classes, row));
          }
        });
    return builder.build();
  }

  private static double weight(Dataset rows, int row) {
    return rows.hasWeights() ? rows.weights()[row] : 1;
  }

  private static double[] widened(float[] probabilities, int at, double[] into) {
    for (int c = 0; c < into.length; ++c) {
      into[c] = probabilities[at + c];
    }
    return into;
  }

  static Dataset prepared(LinearModel model, Dataset rows) {
    if (!rows.featureNames().equals(model.featureNames())) {
      throw new InputException(
          String.format(
              "The rows must have the model's features in the model's order: %s, not %s.",
              Quote.of(model.featureNames()), Quote.of(rows.featureNames())));
    }
    return model.preparation().prepare(rows).dataset();
  }

  static void requireSameLabels(LinearModel model, Dataset rows) {
    if (!rows.labels().equals(model.labels())) {
      throw new InputException(
          String.format(
              "The rows must have the model's labels in the model's order: %s, not %s.",
              Quote.of(model.labels().names()), Quote.of(rows.labels().names())));
    }
  }

  private static void requireOfHead(LinearModel model, Dataset rows) {
    if ((rows.targetKind() == TargetKind.LABELS) != (model.head() == Head.MULTILABEL)) {
      throw new InputException(
          model.head() == Head.MULTILABEL
              ? "A model of the multilabel head is scored on rows with a target for each of its labels."
              : "Rows with labels that go together are scored with a model of the multilabel head.");
    }
  }

  private static Shape shape(LinearModel model) {
    return new Shape(model.features(), model.logits());
  }
}
