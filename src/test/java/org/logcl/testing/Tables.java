package org.logcl.testing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.numerics.SplitMix;

/** Small data sets made up for tests: the same for the same seed. */
public final class Tables {
  private Tables() {}

  /**
   * Rows around one centre for each class, features about in [-1.5, 1.5] with three digits; classes
   * overlap, and each has rows where there are enough.
   */
  public static Dataset make(int rows, int features, int classes, long seed) {
    SplitMix random = new SplitMix(seed);
    float[] centres = new float[classes * features];
    for (int i = 0; i < centres.length; ++i) {
      centres[i] = thousandths(random);
    }
    float[] x = new float[rows * features];
    int[] y = new int[rows];
    for (int row = 0; row < rows; ++row) {
      y[row] = row < classes ? row : (int) ((random.next() >>> 1) % classes);
      for (int d = 0; d < features; ++d) {
        x[row * features + d] = centres[y[row] * features + d] / 2 + thousandths(random);
      }
    }
    return of(x, features, classes, y, null);
  }

  /** The same rows with weights. */
  public static Dataset weighted(Dataset rows, float[] weights) {
    return of(rows.features(), rows.columns(), rows.labels().count(), rows.targets(), weights);
  }

  /** Rows with features x0, x1, ... and classes 0, 1, ... */
  public static Dataset of(float[] x, int features, int classes, int[] y, float[] weights) {
    return Dataset.of(x, y.length, features, names("x", features), labels(classes), y, weights);
  }

  /** Names such as x0, x1, ... */
  public static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  /** The labels 0, 1, ... */
  public static Labels labels(int classes) {
    return Labels.ofOrdered(names("", classes));
  }

  /** All weights 1 but for some rows. */
  public static float[] onesBut(int rows, float weight, int... some) {
    float[] weights = new float[rows];
    Arrays.fill(weights, 1f);
    for (int row : some) {
      weights[row] = weight;
    }
    return weights;
  }

  private static float thousandths(SplitMix random) {
    return ((random.next() >>> 1) % 2001 - 1000) / 1000f;
  }
}
