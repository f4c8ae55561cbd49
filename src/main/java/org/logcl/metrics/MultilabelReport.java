package org.logcl.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Metrics of labels that go together, by row weight: a report for each label, in which class 1 is
 * to have it, and figures of all of them. What is not defined is NaN. Immutable.
 *
 * @param labels a report for each label, by its sigmoid
 * @param subsetAccuracy weighted share of the rows that are right in every label, as scikit-learn's
 *     {@code accuracy_score} has it for such rows
 */
public record MultilabelReport(List<ClassificationReport> labels, double subsetAccuracy) {
  /** Copies the list. */
  public MultilabelReport {
    labels = List.copyOf(labels);
  }

  /** Mean over the rows of the sum of the labels' log losses, in nats: what training minimises. */
  public double logLoss() {
    return labels.stream().mapToDouble(ClassificationReport::logLoss).sum();
  }

  /** The same where each row got each label's share for its probability. */
  public double priorLogLoss() {
    return labels.stream().mapToDouble(label -> label.confusion().priorLogLoss()).sum();
  }

  /** Weighted share of the labels that are wrong, over all rows. */
  public double hammingLoss() {
    return mean(label -> 1 - label.confusion().accuracy());
  }

  /** Mean of a figure over the labels. */
  public double mean(ToDoubleFunction<ClassificationReport> figure) {
    return labels.stream().mapToDouble(figure).sum() / labels.size();
  }

  /** Mean of the labels' F1. */
  public double macroF1() {
    return mean(label -> label.confusion().f1(1));
  }

  /** F1 of all decisions together: 2 TP / (2 TP + FP + FN). */
  public double microF1() {
    double right = weight(1, 1);
    return 2 * right / (2 * right + weight(0, 1) + weight(1, 0));
  }

  /** Share of what was predicted that is true, of all decisions together. */
  public double microPrecision() {
    return weight(1, 1) / (weight(1, 1) + weight(0, 1));
  }

  /** Share of what is true that was predicted, of all decisions together. */
  public double microRecall() {
    return weight(1, 1) / (weight(1, 1) + weight(1, 0));
  }

  private double weight(int is, int predicted) {
    return labels.stream().mapToDouble(label -> label.confusion().weight(is, predicted)).sum();
  }
}
