package org.logcl.verify;

import java.util.Arrays;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;

/**
 * The log loss of rows in double precision, by the textbook, whatever their targets: a table
 * [rows][classes], of which one row at a time is made.
 *
 * <pre>
 *   softmax      sum_c t_c (log sum_j e^z_j - z_c)          t_c = (1 - e) y_c / sum y + e / C
 *   sigmoid      t log(1 + e^-z) + (1 - t) log(1 + e^z)     t that of the second class, C = 2
 *   multilabel   the sum of the sigmoid's over the labels   t_c = (1 - e) y_c + e / 2
 *                with q_c t_c in the place of its first t
 * </pre>
 */
final class TextbookLoss {
  private static final double U64 = 0x1p-53;

  private final Head head;
  private final Dataset rows;
  private final double smoothing;
  private final int classes;
  private final float[] positiveWeights;

  /**
   * The loss of some rows.
   *
   * @param rows prepared, with targets that the head takes
   * @param smoothing e, from 0 to under 1
   * @param positiveWeights q of each label; null for 1 of all, and with other heads
   */
  TextbookLoss(Head head, Dataset rows, double smoothing, float[] positiveWeights) {
    this.head = head;
    this.rows = rows;
    this.smoothing = smoothing;
    classes = rows.labels().count();
    this.positiveWeights = positiveWeights == null ? ones(classes) : positiveWeights;
  }

  /** A row's targets, for {@link #of}. */
  double[] targets(int row) {
    double[] targets = new double[classes];
    double sum = 1;
    if (rows.targetKind() == TargetKind.CLASSES) {
      targets[rows.targets()[row]] = 1;
    } else {
      Arrays.setAll(targets, c -> rows.targetValues()[row * classes + c]);
    }
    if (rows.targetKind() == TargetKind.DISTRIBUTIONS) {
      sum = Arrays.stream(targets).sum();
    }
    double spread = smoothing / (head == Head.MULTILABEL ? 2 : classes);
    for (int c = 0; c < classes; ++c) {
      targets[c] = (1 - smoothing) * (targets[c] / sum) + spread;
    }
    return targets;
  }

  /**
   * The loss in nats; with several labels that of one, because the others' do not depend on its
   * logit and cancel in a difference.
   *
   * @param z the row's logits
   * @param targets of the row
   * @param logit the one that moves
   */
  double of(double[] z, double[] targets, int logit) {
    return switch (head) {
      case SIGMOID -> Truth.sigmoidLoss(z[0], targets[1]);
      case SOFTMAX -> Truth.softmaxLoss(z, targets);
      case MULTILABEL -> Truth.sigmoidLoss(z[logit], targets[logit], positiveWeights[logit]);
    };
  }

  /**
   * How many times the bounds below, and those of the loss's derivatives, a label's may be: the
   * loss is linear in q and 1, the weights of its two sides.
   */
  double scale(int logit) {
    return head == Head.MULTILABEL ? Math.max(1, positiveWeights[logit]) : 1;
  }

  /**
   * How far {@link #of} may be from the exact loss. Softmax: the C exponentials' sum is off by a
   * share of C u, and the C terms of up to 2 |z| + log C take C additions.
   *
   * @param largest magnitude of the row's logits
   */
  double rounding(double largest) {
    return head == Head.SOFTMAX
        ? 2 * U64 * (classes + 8) * (largest + StrictMath.log(classes) + 1)
        : 8 * U64 * (largest + 3);
  }

  /** The largest sum over the logits j of |dr_c / dz_j|, r the residual at float32 targets. */
  double slope() {
    // The float32 targets of a row may sum to a little over 1.
    return head == Head.SOFTMAX ? 0.5 * (1 + 2 * Bounded.U) : 0.25;
  }

  /**
   * How far the rounding of targets to float32 may move a residual: t_c off by u t_c moves that of
   * the sigmoid by as much, that of the softmax, p_c sum t - t_c, by p_c u + t_c u; a smoothing off
   * by u e moves it by less. A thousandth more covers what is rounded in double.
   */
  double targetError() {
    if (smoothing == 0 && rows.targetKind() != TargetKind.DISTRIBUTIONS) {
      return 0;
    }
    return 1.001 * Bounded.U * (head == Head.SOFTMAX ? 2 : 1);
  }

  /** What the kernel of such rows computes of some of them, and within which bounds. */
  ExpectedScores scores(Shape shape, Positions some, float[] weights, float[] logits) {
    if (head == Head.SOFTMAX && rows.targetKind() == TargetKind.CLASSES) {
      int[] y = rows.targets();
      return smoothing == 0
          ? ExpectedScores.softmax(shape, some, y, weights, logits)
          : ExpectedSmoothScores.of(shape, some, (float) smoothing, y, weights, logits);
    }
    Positions block = Positions.all(some.count());
    float[] s = Arrays.copyOfRange(weights, some.first(), some.first() + some.count());
    float[] values = values(some, shape.logits());
    return switch (head) {
      case SIGMOID -> ExpectedScores.sigmoid(block, values, s, logits);
      case SOFTMAX -> ExpectedScores.soft(shape, block, values, s, logits);
      case MULTILABEL -> ExpectedLabelScores.of(shape, block, values, positiveWeights, s, logits);
    };
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }

  /** Float32 targets of a block, as many a row as there are logits: the last ones. */
  private float[] values(Positions some, int logits) {
    float[] values = new float[some.count() * logits];
    for (int k = 0; k < some.count(); ++k) {
      double[] targets = targets(some.row(k));
      for (int c = 0; c < logits; ++c) {
        values[k * logits + c] = (float) targets[classes - logits + c];
      }
    }
    return values;
  }
}
