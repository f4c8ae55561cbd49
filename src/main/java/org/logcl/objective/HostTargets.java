package org.logcl.objective;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.model.Head;

/**
 * What logits are held against, as a head takes it, on the host.
 *
 * <p>With label smoothing e the targets of C classes are {@code (1 - e) y + e / C} (Szegedy et al.
 * 2016), and those of a label by itself {@code (1 - e) y + e / 2}.
 */
sealed interface HostTargets {
  /**
   * The targets of some rows for a head.
   *
   * @param smoothing e, from 0 to under 1
   * @param positiveWeights what the positive side of each label's loss counts, [labels]; null for 1
   *     of all, and with other heads than multi-label
   */
  static HostTargets of(Head head, Dataset rows, double smoothing, float[] positiveWeights) {
    boolean classes = rows.targetKind() == TargetKind.CLASSES;
    return switch (head) {
      case SIGMOID ->
          new Binary(
              classes
                  ? smoothed(rows.targets(), smoothing)
                  : seconds(rows.targetValues(), smoothing));
      case SOFTMAX ->
          classes
              ? new Classes(rows.targets(), (float) smoothing)
              : new Distributions(
                  distributions(rows.targetValues(), rows.labels().count(), smoothing));
      case MULTILABEL ->
          new Labels(
              smoothed(rows.targetValues(), smoothing), Optional.ofNullable(positiveWeights));
    };
  }

  /** Class indices, for a head with so many logits: 0 or 1 with one. */
  static HostTargets ofClasses(boolean sigmoid, int[] classes) {
    return sigmoid ? new Binary(smoothed(classes, 0)) : new Classes(classes, 0);
  }

  /**
   * Class indices of the softmax head.
   *
   * @param smoothing share of a target that goes to all classes alike
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Classes(int[] indices, float smoothing) implements HostTargets {}

  /** Shares of the second of two classes, of the sigmoid head, [rows]. */
  @SuppressWarnings("ArrayRecordComponent")
  record Binary(float[] values) implements HostTargets {}

  /** Distributions over the classes of the softmax head, [rows][classes]. */
  @SuppressWarnings("ArrayRecordComponent")
  record Distributions(float[] values) implements HostTargets {}

  /**
   * Labels that go together.
   *
   * @param values [rows][labels]
   * @param positiveWeights [labels]; empty where all are 1
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Labels(float[] values, Optional<float[]> positiveWeights) implements HostTargets {}

  /** The targets that are no class indices. */
  static float[] valuesOf(HostTargets targets) {
    if (targets instanceof Binary binary) {
      return binary.values();
    }
    return targets instanceof Distributions soft ? soft.values() : ((Labels) targets).values();
  }

  private static float[] smoothed(int[] classes, double smoothing) {
    float[] values = new float[classes.length];
    float[] of = {smoothed(0, smoothing, 2), smoothed(1, smoothing, 2)};
    for (int i = 0; i < values.length; ++i) {
      values[i] = of[classes[i]];
    }
    return values;
  }

  private static float[] smoothed(float[] labels, double smoothing) {
    if (smoothing == 0) {
      return labels;
    }
    float[] values = new float[labels.length];
    for (int i = 0; i < values.length; ++i) {
      values[i] = smoothed(labels[i], smoothing, 2);
    }
    return values;
  }

  private static float[] seconds(float[] pairs, double smoothing) {
    float[] values = new float[pairs.length / 2];
    for (int i = 0; i < values.length; ++i) {
      double sum = (double) pairs[2 * i] + pairs[2 * i + 1];
      values[i] = smoothed(pairs[2 * i + 1] / sum, smoothing, 2);
    }
    return values;
  }

  private static float[] distributions(float[] given, int classes, double smoothing) {
    float[] values = new float[given.length];
    for (int at = 0; at < given.length; at += classes) {
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        sum += given[at + c];
      }
      for (int c = 0; c < classes; ++c) {
        values[at + c] = smoothed(given[at + c] / sum, smoothing, classes);
      }
    }
    return values;
  }

  private static float smoothed(double target, double smoothing, int classes) {
    return (float) ((1 - smoothing) * target + smoothing / classes);
  }
}
