package org.logcl.testing;

import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.TargetKind;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;

/** Small data sets whose targets are no class indices, and their textbook losses. */
public final class SoftTables {
  private SoftTables() {}

  /** The same rows, their classes as distributions. */
  public static Dataset oneHot(Dataset rows) {
    return smoothed(rows, 0);
  }

  /** The same rows, a share of each target spread over all classes alike. */
  public static Dataset smoothed(Dataset rows, double smoothing) {
    int classes = rows.labels().count();
    float[] values = new float[rows.rows() * classes];
    for (int i = 0; i < values.length; ++i) {
      double y = rows.targets()[i / classes] == i % classes ? 1 : 0;
      values[i] = (float) ((1 - smoothing) * y + smoothing / classes);
    }
    return distributions(rows, values);
  }

  /** The same rows with random distributions in which their classes lead. */
  public static Dataset soft(Dataset rows, long seed) {
    SplitMix random = new SplitMix(seed);
    int classes = rows.labels().count();
    float[] values = new float[rows.rows() * classes];
    for (int row = 0; row < rows.rows(); ++row) {
      double[] shares = new double[classes];
      double sum = 0;
      for (int c = 0; c < classes; ++c) {
        shares[c] = random.nextFloat() + (rows.targets()[row] == c ? 1 : 0);
        sum += shares[c];
      }
      for (int c = 0; c < classes; ++c) {
        values[row * classes + c] = (float) (shares[c] / sum);
      }
    }
    return distributions(rows, values);
  }

  /** A row of each class for each row, weighted by its weight times its share. */
  public static Dataset spread(Dataset soft) {
    int classes = soft.labels().count();
    int count = soft.rows() * classes;
    Dataset rows = soft.subset(IntStream.range(0, count).map(i -> i / classes).toArray());
    float[] weights = soft.targetValues().clone();
    if (soft.hasWeights()) {
      for (int i = 0; i < count; ++i) {
        weights[i] *= soft.weights()[i / classes];
      }
    }
    int[] y = IntStream.range(0, count).map(i -> i % classes).toArray();
    return Tables.of(rows.features(), soft.columns(), classes, y, weights);
  }

  /** Rows with labels that go together, each by a noisy plane of its own. */
  public static Dataset labels(int rows, int features, int labels, long seed) {
    SplitMix random = new SplitMix(seed);
    float[] planes = new float[labels * features];
    for (int i = 0; i < planes.length; ++i) {
      planes[i] = 2 * random.nextFloat() - 1;
    }
    float[] x = new float[rows * features];
    float[] values = new float[rows * labels];
    for (int row = 0; row < rows; ++row) {
      for (int d = 0; d < features; ++d) {
        x[row * features + d] = 2 * random.nextFloat() - 1;
      }
      for (int c = 0; c < labels; ++c) {
        double z = (random.nextFloat() - 0.5) * 0.7;
        for (int d = 0; d < features; ++d) {
          z += planes[c * features + d] * x[row * features + d];
        }
        values[row * labels + c] = z > 0 ? 1 : 0;
      }
    }
    return Dataset.ofLabels(
        x, rows, features, Tables.names("x", features), Tables.labels(labels), values, null);
  }

  /** One of the labels, as two classes. */
  public static Dataset column(Dataset rows, int label) {
    int labels = rows.labels().count();
    int[] y =
        IntStream.range(0, rows.rows())
            .map(row -> rows.targetValues()[row * labels + label] >= 0.5f ? 1 : 0)
            .toArray();
    return Tables.of(rows.features(), rows.columns(), 2, y, rows.weights());
  }

  /** The mean log loss by the textbook, in double. */
  public static double loss(LinearModel model, Dataset rows, double smoothing) {
    return loss(model, rows, smoothing, null);
  }

  /**
   * The same with weights of the labels' positive sides.
   *
   * @param positive [labels], or null where all are 1
   */
  public static double loss(LinearModel model, Dataset rows, double smoothing, float[] positive) {
    double sum = 0;
    double total = 0;
    for (int row = 0; row < rows.rows(); ++row) {
      double weight = rows.hasWeights() ? rows.weights()[row] : 1;
      sum += weight * loss(model, rows, row, smoothing, positive);
      total += weight;
    }
    return sum / total;
  }

  private static double loss(
      LinearModel model, Dataset rows, int row, double smoothing, float[] positive) {
    int classes = rows.labels().count();
    boolean together = model.head() == Head.MULTILABEL;
    double[] z = logits(model, rows, row, classes);
    double max = Double.NEGATIVE_INFINITY;
    for (double v : z) {
      max = Math.max(max, v);
    }
    double exps = 0;
    for (double v : z) {
      exps += Math.exp(v - max);
    }
    double loss = 0;
    for (int c = 0; c < classes; ++c) {
      double y =
          rows.targetKind() == TargetKind.CLASSES
              ? rows.targets()[row] == c ? 1 : 0
              : rows.targetValues()[row * classes + c];
      y = (1 - smoothing) * y + smoothing / (together ? 2 : classes);
      double q = positive == null ? 1 : positive[c];
      loss +=
          together
              ? q * y * Math.log1p(Math.exp(-z[c])) + (1 - y) * Math.log1p(Math.exp(z[c]))
              : y * (max + Math.log(exps) - z[c]);
    }
    return loss;
  }

  private static double[] logits(LinearModel model, Dataset rows, int row, int classes) {
    double[] z = new double[classes];
    int logits = model.logits();
    for (int c = 0; c < logits; ++c) {
      double v = model.bias()[c];
      for (int d = 0; d < rows.columns(); ++d) {
        v += (double) rows.features()[row * rows.columns() + d] * model.weights()[d * logits + c];
      }
      z[classes - logits + c] = v;
    }
    return z;
  }

  private static Dataset distributions(Dataset rows, float[] values) {
    return Dataset.ofDistributions(
        rows.features(),
        rows.rows(),
        rows.columns(),
        rows.featureNames(),
        rows.labels(),
        values,
        rows.weights());
  }
}
