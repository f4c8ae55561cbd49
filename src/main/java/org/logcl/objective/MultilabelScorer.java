package org.logcl.objective;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.logcl.calibrate.Logits;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.kernel.Backend;
import org.logcl.metrics.MultilabelReport;
import org.logcl.metrics.ReportBuilder;
import org.logcl.metrics.TieBreak;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.Steps;

/** Metrics of a multi-label model: logits from the backend, the rest on the heap, in double. */
public final class MultilabelScorer {
  private final Dataset rows;
  private final int labels;
  private final ReportBuilder[] builders;
  private final double[] pair = new double[2];
  private double right;
  private double weight;

  private MultilabelScorer(Dataset rows, int labels, int bins) {
    this.rows = rows;
    this.labels = labels;
    builders = new ReportBuilder[labels];
    Arrays.setAll(builders, c -> new ReportBuilder(2, rows.rows(), bins, TieBreak.HIGHEST_CLASS));
  }

  /**
   * All metrics, from two passes over the rows.
   *
   * @param given raw rows with the model's features and labels, each target 0 or 1
   * @param bins of the reliability diagrams
   * @param progress gets the number of rows done, of twice as many as there are; may throw to stop
   * @throws InputException where rows and model do not fit together
   */
  public static MultilabelReport evaluate(
      Backend backend, LinearModel model, Dataset given, int bins, LongConsumer progress) {
    Dataset rows = given.withoutWeightless();
    requireFits(model, rows);
    Dataset prepared = Scorer.prepared(model, rows);
    MultilabelScorer scorer = new MultilabelScorer(rows, model.logits(), bins);
    CalibratedPredictor.logits(
        backend,
        model,
        prepared,
        (from, count, logits, stride) -> {
          progress.accept(from);
          for (int k = 0; k < count; ++k) {
            scorer.add(from + k, logits, k * stride);
          }
        });
    CalibratedPredictor.logits(
        backend,
        model,
        prepared,
        (from, count, logits, stride) -> {
          progress.accept((long) rows.rows() + from);
          for (int k = 0; k < count; ++k) {
            scorer.rank(from + k, logits, k * stride);
          }
        });
    return new MultilabelReport(
        Arrays.stream(scorer.builders).map(ReportBuilder::build).toList(),
        scorer.right / scorer.weight);
  }

  private void add(int row, float[] logits, int at) {
    boolean all = true;
    for (int c = 0; c < labels; ++c) {
      int target = target(row, c);
      double z = logits[at + c];
      int predicted = z >= 0 ? 1 : 0;
      builders[c].add(
          target,
          weight(row),
          predicted,
          Logits.sigmoidLoss(z, target == 1),
          probabilities(logits[at + c]));
      all &= predicted == target;
    }
    right += all ? weight(row) : 0;
    weight += weight(row);
  }

  private void rank(int row, float[] logits, int at) {
    for (int c = 0; c < labels; ++c) {
      builders[c].rank(target(row, c), weight(row), probabilities(logits[at + c]));
    }
  }

  private int target(int row, int label) {
    return rows.targetValues()[row * labels + label] == 1 ? 1 : 0;
  }

  private double weight(int row) {
    return rows.hasWeights() ? rows.weights()[row] : 1;
  }

  private double[] probabilities(float z) {
    pair[0] = Steps.sigmoid(-z);
    pair[1] = Steps.sigmoid(z);
    return pair;
  }

  private static void requireFits(LinearModel model, Dataset rows) {
    if (model.head() != Head.MULTILABEL || rows.targetKind() != TargetKind.LABELS) {
      throw new InputException(
          "Labels that go together are scored with a model of the multilabel head, on rows with a target for each label.");
    }
    Scorer.requireSameLabels(model, rows);
    float[] values = rows.targetValues();
    for (int i = 0; i < values.length; ++i) {
      if (values[i] != 0 && values[i] != 1) {
        throw new InputException(
            String.format(
                "Row %d, label %s: the target is %s; metrics of labels need 0 or 1. The log loss alone takes others.",
                i / rows.labels().count(),
                Quote.of(rows.labels().name(i % rows.labels().count())),
                values[i]));
      }
    }
  }
}
