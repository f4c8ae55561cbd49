package org.logcl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
import org.logcl.numerics.Canonical;

/**
 * Log losses on arrays, value and gradient, on a device. Logits and probabilities are different
 * types, so that a softmax cannot be applied twice. Losses are in nats; the row losses' sum is
 * combined in chunk order in double.
 *
 * <p>Sample weights: finite, not negative; below 2^-40 they count as 0. Without weights every row
 * weighs 1.
 */
public final class Losses {
  private final Backend backend;

  Losses(Backend backend) {
    this.backend = backend;
  }

  /** As {@link #binary(BinaryLogits, float[], float[], Reduction)}, every row weighing 1. */
  public Loss binary(BinaryLogits logits, float[] targets, Reduction reduction) {
    return binary(logits, targets, ones(logits.rows()), reduction);
  }

  /**
   * Binary log loss from logits: log(1 + e^z) - y z, as PyTorch's BCEWithLogitsLoss, exact for
   * confident rows too.
   *
   * @param targets one a row in [0, 1]: 0 or 1 for a class, between for a soft target
   * @param weights one a row
   * @return gradient by the logits: weight times p - y
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss binary(BinaryLogits logits, float[] targets, float[] weights, Reduction reduction) {
    int rows = logits.rows();
    Checks.requireLength("target", targets.length, rows);
    try (Run run = new Run(rows, new Shape(1, 1), weights)) {
      Floats y = run.floats("targets", Checks.between0And1("target", targets));
      Floats values = run.floats("logits", logits.copy());
      backend.sigmoidResidual(Rows.plain(0, rows), y, run.weights, values, run.losses, run.correct);
      return run.loss(values.toArray(), reduction);
    }
  }

  /** As {@link #binary(BinaryProbabilities, float[], float[], Reduction)}, every row weighing 1. */
  public Loss binary(BinaryProbabilities probabilities, float[] targets, Reduction reduction) {
    return binary(probabilities, targets, ones(probabilities.rows()), reduction);
  }

  /**
   * Binary log loss from probabilities, as PyTorch's BCELoss: each logarithm is clamped at -100,
   * and p (1 - p) at 1e-12 in the gradient. Prefer logits: a float32 probability of 1 has lost its
   * loss and gradient. A subnormal probability counts as 0.
   *
   * @param targets one a row in [0, 1]
   * @param weights one a row
   * @return gradient by the probabilities
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss binary(
      BinaryProbabilities probabilities, float[] targets, float[] weights, Reduction reduction) {
    int rows = probabilities.rows();
    Checks.requireLength("target", targets.length, rows);
    try (Run run = new Run(rows, new Shape(1, 1), weights)) {
      Floats y = run.floats("targets", Checks.between0And1("target", targets));
      Floats p = run.floats("probabilities", probabilities.copy());
      Floats gradients = run.floats("gradients", new float[rows]);
      backend.probabilityLoss(rows, p, y, run.weights, run.losses, gradients);
      return run.loss(gradients.toArray(), reduction);
    }
  }

  /** As {@link #softmax(ClassLogits, int[], float[], Reduction)}, every row weighing 1. */
  public Loss softmax(ClassLogits logits, int[] classIndices, Reduction reduction) {
    return softmax(logits, classIndices, ones(logits.rows()), reduction);
  }

  /**
   * Softmax cross-entropy with class indices, as PyTorch's CrossEntropyLoss.
   *
   * @param classIndices one a row, from 0
   * @param weights one a row; for class weights, give each row its class's
   * @return gradient by the logits, row-major: weight times softmax minus one-hot
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss softmax(
      ClassLogits logits, int[] classIndices, float[] weights, Reduction reduction) {
    Shape shape = new Shape(1, logits.classes());
    int rows = logits.rows();
    try (Run run = new Run(rows, shape, weights)) {
      Ints y = run.ints("class indices", Checks.classIndices(classIndices, rows, logits.classes()));
      Floats values = run.floats("logits", padded(logits.matrix(), shape));
      backend.softmaxResidual(
          shape, Rows.plain(0, rows), y, run.weights, values, run.losses, run.correct);
      return run.loss(unpadded(values.toArray(), rows, shape), reduction);
    }
  }

  /** As {@link #softmax(ClassLogits, int[], float, float[], Reduction)}, every row weighing 1. */
  public Loss softmax(
      ClassLogits logits, int[] classIndices, float labelSmoothing, Reduction reduction) {
    return softmax(logits, classIndices, labelSmoothing, ones(logits.rows()), reduction);
  }

  /**
   * Softmax cross-entropy with class indices and label smoothing e, as PyTorch's
   * CrossEntropyLoss(label_smoothing=e): the target is 1 - e for the class, and e spread over all
   * classes alike (Szegedy et al. 2016). With e = 0 the bits of the class indices alone.
   *
   * @param classIndices one a row, from 0
   * @param labelSmoothing e, from 0 to under 1; below 2^-40 it counts as 0
   * @param weights one a row. PyTorch's class weights weigh each class's part of the smoothing
   *     instead, so they are no weights of rows here
   * @return gradient by the logits, row-major: weight times softmax minus target
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss softmax(
      ClassLogits logits,
      int[] classIndices,
      float labelSmoothing,
      float[] weights,
      Reduction reduction) {
    Checks.labelSmoothing(labelSmoothing);
    Shape shape = new Shape(1, logits.classes());
    int rows = logits.rows();
    try (Run run = new Run(rows, shape, weights)) {
      Ints y = run.ints("class indices", Checks.classIndices(classIndices, rows, logits.classes()));
      Floats values = run.floats("logits", padded(logits.matrix(), shape));
      backend.softmaxSmoothResidual(
          shape,
          Rows.plain(0, rows),
          labelSmoothing,
          y,
          run.weights,
          values,
          run.losses,
          run.correct);
      return run.loss(unpadded(values.toArray(), rows, shape), reduction);
    }
  }

  /** As {@link #softmax(ClassLogits, float[], float[], Reduction)}, every row weighing 1. */
  public Loss softmax(ClassLogits logits, float[] distributions, Reduction reduction) {
    return softmax(logits, distributions, ones(logits.rows()), reduction);
  }

  /**
   * Softmax cross-entropy with one-hot or soft targets, as PyTorch's CrossEntropyLoss with class
   * probabilities. A one-hot target gives the bits of its class index.
   *
   * @param distributions row-major [rows][classes], each in [0, 1], each row summing to 1 within
   *     0.001
   * @param weights one a row
   * @return gradient by the logits, row-major
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss softmax(
      ClassLogits logits, float[] distributions, float[] weights, Reduction reduction) {
    Shape shape = new Shape(1, logits.classes());
    int rows = logits.rows();
    try (Run run = new Run(rows, shape, weights)) {
      Floats y = run.floats("targets", Checks.distributions(distributions, rows, logits.classes()));
      Floats values = run.floats("logits", padded(logits.matrix(), shape));
      backend.softmaxSoftResidual(
          shape, Rows.plain(0, rows), y, run.weights, values, run.losses, run.correct);
      return run.loss(unpadded(values.toArray(), rows, shape), reduction);
    }
  }

  /** As {@link #multilabel(LabelLogits, float[], float[], Reduction)}, every row weighing 1. */
  public Loss multilabel(LabelLogits logits, float[] targets, Reduction reduction) {
    return multilabel(logits, targets, ones(logits.rows()), reduction);
  }

  /**
   * Binary log loss of labels that do not exclude each other, each with a sigmoid of its own. A
   * row's loss is the sum of its labels'; PyTorch's BCEWithLogitsLoss of a matrix and
   * MultiLabelSoftMarginLoss take their mean: {@link Reduction#MEAN_OVER_ROWS} by the number of
   * labels.
   *
   * @param targets row-major [rows][labels], each in [0, 1]
   * @param weights one a row
   * @return gradient by the logits, row-major: weight times p - y
   * @throws org.logcl.error.InputException where an argument is out of range, or lengths differ
   */
  public Loss multilabel(
      LabelLogits logits, float[] targets, float[] weights, Reduction reduction) {
    return multilabel(logits, targets, ones(logits.labels()), weights, reduction);
  }

  /**
   * The same with weights of the labels' positive sides, as PyTorch's
   * BCEWithLogitsLoss(pos_weight=q): {@code sum_c q_c y_c (-log p_c) + (1 - y_c) (-log(1 - p_c))}.
   * They are not in the sum that {@link Reduction#MEAN} divides by. With 1 for each label the bits
   * are those without.
   *
   * @param positiveWeights q, [labels], finite, not negative; a product q y below 2^-40 counts as 0
   */
  public Loss multilabel(
      LabelLogits logits,
      float[] targets,
      float[] positiveWeights,
      float[] weights,
      Reduction reduction) {
    Shape shape = new Shape(1, logits.labels());
    int rows = logits.rows();
    Checks.requireLength("target", targets.length, rows * logits.labels());
    float[] positive = Checks.positiveWeights(positiveWeights, logits.labels());
    try (Run run = new Run(rows, shape, weights)) {
      Floats y = run.floats("targets", Checks.between0And1("target", targets));
      Floats q = run.floats("positive weights", positive);
      Floats values = run.floats("logits", padded(logits.matrix(), shape));
      backend.multilabelResidual(
          shape, Rows.plain(0, rows), y, q, run.weights, values, run.losses, run.correct);
      return run.loss(unpadded(values.toArray(), rows, shape), reduction);
    }
  }

  private static float[] ones(int rows) {
    float[] ones = new float[rows];
    Arrays.fill(ones, 1f);
    return ones;
  }

  private static float[] padded(float[] matrix, Shape shape) {
    int rows = matrix.length / shape.logits();
    float[] padded = new float[Math.multiplyExact(rows, shape.stride())];
    for (int row = 0; row < rows; ++row) {
      System.arraycopy(matrix, row * shape.logits(), padded, row * shape.stride(), shape.logits());
    }
    return padded;
  }

  private static float[] unpadded(float[] padded, int rows, Shape shape) {
    float[] values = new float[rows * shape.logits()];
    for (int row = 0; row < rows; ++row) {
      System.arraycopy(padded, row * shape.stride(), values, row * shape.logits(), shape.logits());
    }
    return values;
  }

  /** The arrays of one call. */
  private final class Run implements AutoCloseable {
    private final List<Runnable> closers = new ArrayList<>();
    private final int rows;
    private final Shape shape;
    private final float[] hostWeights;
    final Floats weights;
    final Floats losses;
    final Ints correct;

    Run(int rows, Shape shape, float[] sampleWeights) {
      this.rows = rows;
      this.shape = shape;
      hostWeights = Checks.weights(sampleWeights, rows);
      try {
        weights = floats("sample weights", hostWeights);
        losses = floats("row losses", new float[rows]);
        correct = ints("correct rows", new int[rows]);
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    Floats floats(String name, float[] content) {
      Floats values = backend.floats(name, content);
      closers.add(values::close);
      return values;
    }

    Ints ints(String name, int[] content) {
      Ints values = backend.ints(name, content);
      closers.add(values::close);
      return values;
    }

    Loss loss(float[] gradient, Reduction reduction) {
      float[] each = losses.toArray();
      double weight = 0;
      for (int i = 0; i < rows; ++i) {
        each[i] = Canonical.flush(hostWeights[i] * each[i]);
        weight += hostWeights[i];
      }
      double divisor =
          switch (reduction) {
            case NONE, SUM -> 1;
            case MEAN -> weight;
            case MEAN_OVER_ROWS -> rows;
          };
      if (divisor != 1) {
        for (int i = 0; i < gradient.length; ++i) {
          gradient[i] = Canonical.flush((float) (gradient[i] / divisor));
        }
      }
      return new Loss(sum() / divisor, each, gradient);
    }

    private double sum() {
      RowSums.Plan plan = new RowSums.Plan(rows, rows, shape.chunkRows());
      Floats sums = floats("sums of losses", new float[plan.total()]);
      Ints counts = ints("counts of correct rows", new int[plan.total()]);
      backend.rowSums(plan, null, weights, losses, correct, sums, counts);
      double sum = 0;
      for (float part : sums.toArray()) {
        sum += part;
      }
      backend.finish();
      return sum;
    }

    @Override
    public void close() {
      closers.forEach(Runnable::run);
    }
  }
}
