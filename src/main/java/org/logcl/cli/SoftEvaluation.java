package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.logcl.data.Dataset;
import org.logcl.metrics.Entropy;
import org.logcl.metrics.Prior;
import org.logcl.objective.Totals;

/** What {@code evaluate} says where the targets are distributions over the classes. */
final class SoftEvaluation {
  private final Totals totals;
  private final double entropy;
  private final double prior;

  SoftEvaluation(Totals totals, Dataset given) {
    this.totals = totals;
    Dataset rows = given.withoutWeightless();
    entropy = Entropy.mean(rows.targetValues(), rows.labels().count(), rows.weights());
    prior = Prior.logLoss(rows.weightByLabel(rows.weights()));
  }

  List<String> lines() {
    return List.of(
        String.format(
            "log loss           %.6f  (%.6f at best, the targets' entropy; %.6f if every row got the classes' shares)",
            totals.logLoss(), entropy, prior),
        String.format(
            "accuracy           %d/%d (%.2f%%)  (the leading class of the target)",
            totals.correct(), totals.rows(), 100 * totals.accuracy()));
  }

  void write(JsonGenerator json) throws IOException {
    json.writeNumberField("rows", totals.rows());
    Figures.number(json, "weightSum", totals.weight());
    Figures.fields(json, totals);
    json.writeNumberField("correct", totals.correct());
    Figures.number(json, "targetEntropy", entropy);
    Figures.number(json, "priorLogLoss", prior);
  }
}
