package org.logcl.kernel;

import java.util.Arrays;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/** Twin of {@code kernels/multilabel_residual.cl}. */
final class MultilabelResidualTwin {
  private MultilabelResidualTwin() {}

  static void run(
      Shape shape,
      int[] order,
      long first,
      int rows,
      float[] targets,
      float[] positiveWeights,
      float[] weights,
      float[] values,
      float[] losses,
      int[] correct) {
    Parallel.forItems(
        rows,
        (long) SigmoidRowsTwin.COST * shape.logits(),
        (from, to) -> {
          Labels labels = new Labels(shape.logits());
          for (int k = from; k < to; ++k) {
            int row = Steps.row(order, first + k);
            int z = k * shape.stride();
            labels.run(targets, positiveWeights, row, weights[row], values, z);
            losses[(int) first + k] = labels.loss();
            correct[(int) first + k] = labels.correct();
            Arrays.fill(values, z + shape.logits(), z + shape.stride(), 0f);
          }
        });
  }

  /** The labels of a row, as many steps at once. */
  private static final class Labels {
    private final int classes;
    private final SigmoidRowsTwin steps;
    private final float[] y;
    private final float[] values;
    private final float[] losses;
    private final int[] correct;
    private final float[] lane = new float[Orders.LANES];

    Labels(int classes) {
      this.classes = classes;
      steps = new SigmoidRowsTwin(classes);
      y = new float[classes];
      values = new float[classes];
      losses = new float[classes];
      correct = new int[classes];
    }

    void run(float[] targets, float[] positiveWeights, int row, float weight, float[] z, int at) {
      System.arraycopy(targets, row * classes, y, 0, classes);
      System.arraycopy(z, at, values, 0, classes);
      steps.labels(classes, y, positiveWeights, weight, values, losses, correct);
      System.arraycopy(values, 0, z, at, classes);
    }

    float loss() {
      Arrays.fill(lane, 0f);
      for (int c = 0; c < classes; ++c) {
        lane[c % Orders.LANES] += losses[c];
      }
      return Orders.tree(lane);
    }

    int correct() {
      int right = 1;
      for (int label : correct) {
        right &= label;
      }
      return right;
    }
  }
}
