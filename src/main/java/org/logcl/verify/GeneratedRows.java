package org.logcl.verify;

import java.util.List;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.numerics.SplitMix;

/** Rows with targets of each kind, for checks of whole gradients. */
final class GeneratedRows {
  private GeneratedRows() {}

  /** Rows of weights, some of them 0, and outliers; their classes in turn. */
  static Dataset classes(int classes, int count, int features, long seed) {
    SplitMix random = new SplitMix(seed);
    float[] x = new float[count * features];
    int[] y = new int[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; ++i) {
      y[i] = i % classes;
      // Every eighth row counts nothing, and every ninth is far from the others.
      weights[i] = i % 8 == 7 ? 0 : 0.25f + random.nextFloat();
      for (int d = 0; d < features; ++d) {
        float v = 4 * random.nextFloat() - 2;
        x[i * features + d] = i % 9 == 8 ? 20 * v : v;
      }
    }
    List<String> names = IntStream.range(0, features).mapToObj(d -> "x" + d).toList();
    Labels labels = Labels.of(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    return Dataset.of(x, count, features, names, labels, y, weights);
  }

  /** The same rows with distributions over the classes, some of them one-hot. */
  static Dataset distributions(Dataset rows, long seed) {
    int classes = rows.labels().count();
    SplitMix random = new SplitMix(seed + 1);
    float[] values = new float[rows.rows() * classes];
    for (int i = 0; i < rows.rows(); ++i) {
      double[] shares = random(random, classes);
      double sum = 0;
      for (double share : shares) {
        sum += share;
      }
      for (int c = 0; c < classes; ++c) {
        double hot = rows.targets()[i] == c ? 1 : 0;
        values[i * classes + c] = (float) (i % 5 == 4 ? hot : shares[c] / sum);
      }
    }
    return Dataset.ofDistributions(
        rows.features(),
        rows.rows(),
        rows.columns(),
        rows.featureNames(),
        rows.labels(),
        values,
        rows.weights());
  }

  /** The same rows with any of the labels together; some rows have all or none of them. */
  static Dataset labels(Dataset rows, long seed) {
    int labels = rows.labels().count();
    SplitMix random = new SplitMix(seed + 2);
    float[] values = new float[rows.rows() * labels];
    for (int i = 0; i < rows.rows(); ++i) {
      double[] shares = random(random, labels);
      for (int c = 0; c < labels; ++c) {
        double hard = i % 7 == 0 ? i % 2 : shares[c] < 0.4 ? 1 : 0;
        values[i * labels + c] = (float) (i % 5 == 4 ? shares[c] : hard);
      }
    }
    return Dataset.ofLabels(
        rows.features(),
        rows.rows(),
        rows.columns(),
        rows.featureNames(),
        rows.labels(),
        values,
        rows.weights());
  }

  private static double[] random(SplitMix random, int count) {
    double[] values = new double[count];
    for (int c = 0; c < count; ++c) {
      values[c] = random.nextFloat();
    }
    return values;
  }
}
