package org.logcl.testing;

import java.util.SplittableRandom;
import org.logcl.data.Dataset;

/**
 * Rows of any size that no model tells apart: independent features of mean 0 and variance 1, and
 * classes drawn by the probabilities that random parameters give them. {@code make_generated.py}
 * among the optima and the benchmarks make the same, bit for bit.
 */
public final class DrawnRows {
  private static final int BLOCK = 1024;

  private DrawnRows() {}

  /** At least two classes, the softmax head's; each has a row. */
  public static Dataset of(int rows, int features, int classes) {
    SplittableRandom parameters = new SplittableRandom(-1);
    float scale = (float) (1 / Math.sqrt(features));
    double[] weights = new double[features * classes];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = 2.0 * (normal(parameters) * scale);
    }
    double[] bias = new double[classes];
    for (int c = 0; c < classes; ++c) {
      bias[c] = normal(parameters);
    }
    float[] x = new float[rows * features];
    int[] y = new int[rows];
    SplittableRandom random = null;
    for (int row = 0; row < rows; ++row) {
      random = row % BLOCK == 0 ? new SplittableRandom(row / BLOCK) : random;
      double[] z = bias.clone();
      for (int d = 0; d < features; ++d) {
        x[row * features + d] = normal(random);
        for (int c = 0; c < classes; ++c) {
          z[c] += weights[d * classes + c] * x[row * features + d];
        }
      }
      double share = random.nextDouble();
      y[row] = row < classes ? row : drawn(z, share);
    }
    return Tables.of(x, features, classes, y, null);
  }

  private static int drawn(double[] z, double share) {
    double sum = 0;
    for (int c = 0; c < z.length; ++c) {
      z[c] = Math.exp(z[c]);
      sum += z[c];
    }
    int c = 0;
    for (double left = share * sum - z[0]; left >= 0 && c < z.length - 1; left -= z[c]) {
      ++c;
    }
    return c;
  }

  /** Nearly normal, of variance 1: the sum of four 16-bit numbers from one random word. */
  private static float normal(SplittableRandom random) {
    long bits = random.nextLong();
    long sum =
        (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
    return (sum - 131070) * (1 / 37837f);
  }
}
