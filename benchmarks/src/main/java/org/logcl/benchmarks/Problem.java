package org.logcl.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;

/**
 * Generated rows: features of mean 0 and variance 1 with a shift by the class, and parameters that
 * give logits of about that size.
 *
 * @param rows N
 * @param features D
 * @param logits 1 for the sigmoid head, else the number of classes
 * @param x [rows][features]
 * @param y class of each row
 * @param weights [features][logits]
 * @param bias [logits]
 */
record Problem(
    int rows, int features, int logits, float[] x, int[] y, float[] weights, float[] bias) {
  private static final int BLOCK = 1024;
  private static final float SHIFT = 0.5f;

  /** The same numbers on every machine. */
  static Problem generated(int rows, int features, int logits) {
    int classes = Math.max(2, logits);
    float[] x = new float[Math.multiplyExact(rows, features)];
    int[] y = new int[rows];
    IntStream.range(0, (rows + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              SplittableRandom random = new SplittableRandom(block);
              for (int i = block * BLOCK; i < Math.min(rows, (block + 1) * BLOCK); ++i) {
                y[i] = random.nextInt(classes);
                row(random, x, i * features, features, y[i], classes);
              }
            });
    SplittableRandom random = new SplittableRandom(-1);
    float[] weights = new float[features * logits];
    float scale = (float) (1 / Math.sqrt(features));
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = normal(random) * scale;
    }
    float[] bias = new float[logits];
    for (int c = 0; c < logits; ++c) {
      bias[c] = normal(random);
    }
    return new Problem(rows, features, logits, x, y, weights, bias);
  }

  /**
   * The same numbers on every machine, with classes drawn by the probabilities that the parameters,
   * twice as large, give them: no model tells all rows apart, so that there is an optimum worth the
   * way.
   */
  static Problem drawn(int rows, int features, int logits) {
    Problem shifted = generated(rows, features, logits);
    float[] x = shifted.x;
    int[] y = new int[rows];
    IntStream.range(0, (rows + BLOCK - 1) / BLOCK)
        .parallel()
        .forEach(
            block -> {
              SplittableRandom random = new SplittableRandom(block);
              double[] z = new double[logits];
              for (int i = block * BLOCK; i < Math.min(rows, (block + 1) * BLOCK); ++i) {
                for (int d = 0; d < features; ++d) {
                  x[i * features + d] = normal(random);
                }
                // Every class has a row, however few there are.
                double share = random.nextDouble();
                y[i] = i < Math.max(2, logits) ? i : shifted.drawn(i, z, share);
              }
            });
    return new Problem(rows, features, logits, x, y, shifted.weights, shifted.bias);
  }

  private int drawn(int row, double[] z, double share) {
    for (int c = 0; c < logits; ++c) {
      z[c] = bias[c];
      for (int d = 0; d < features; ++d) {
        z[c] += 2.0 * weights[d * logits + c] * x[row * features + d];
      }
    }
    if (logits == 1) {
      return share * (1 + Math.exp(-z[0])) < 1 ? 1 : 0;
    }
    double sum = 0;
    for (int c = 0; c < logits; ++c) {
      z[c] = Math.exp(z[c]);
      sum += z[c];
    }
    int c = 0;
    for (double left = share * sum - z[0]; left >= 0 && c < logits - 1; left -= z[c]) {
      ++c;
    }
    return c;
  }

  /** Of a shape such as 1000x10x2: rows, features, classes; two classes are the sigmoid head. */
  static Problem ofShape(String shape) {
    int[] sizes = Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
    return generated(sizes[0], sizes[1], sizes[2] == 2 ? 1 : sizes[2]);
  }

  private static void row(
      SplittableRandom random, float[] x, int at, int features, int label, int classes) {
    int kinds = Math.min(classes, features);
    for (int d = 0; d < features; ++d) {
      x[at + d] = normal(random) + (d % kinds == label % kinds ? SHIFT : 0);
    }
  }

  /** Nearly normal, of variance 1: the sum of four 16-bit numbers from one random word. */
  private static float normal(SplittableRandom random) {
    long bits = random.nextLong();
    long sum =
        (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
    return (sum - 131070) * (1 / 37837f);
  }

  /** The first rows alone, in arrays of their own. */
  Problem first(int count) {
    int kept = Math.min(count, rows);
    return new Problem(
        kept,
        features,
        logits,
        Arrays.copyOf(x, kept * features),
        Arrays.copyOf(y, kept),
        weights,
        bias);
  }

  int classes() {
    return Math.max(2, logits);
  }

  boolean isSigmoid() {
    return logits == 1;
  }

  /** As LogCL's users have it. */
  Dataset dataset() {
    List<String> names = IntStream.range(0, features).mapToObj(d -> "x" + d).toList();
    Labels labels = Labels.of(IntStream.range(0, classes()).mapToObj(Integer::toString).toList());
    return Dataset.of(x, rows, features, names, labels, y, null);
  }

  /**
   * Share of the rows that a model gets right.
   *
   * @param parameters [features + 1][logits]
   */
  double accuracy(double[] parameters) {
    long correct =
        IntStream.range(0, rows).parallel().filter(i -> predicted(parameters, i) == y[i]).count();
    return (double) correct / rows;
  }

  private int predicted(double[] parameters, int row) {
    double[] z = Arrays.copyOfRange(parameters, features * logits, (features + 1) * logits);
    for (int d = 0; d < features; ++d) {
      for (int c = 0; c < logits; ++c) {
        z[c] += x[row * features + d] * parameters[d * logits + c];
      }
    }
    if (logits == 1) {
      return z[0] >= 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < logits; ++c) {
      best = z[c] > z[best] ? c : best;
    }
    return best;
  }

  /** Rows x features, and classes where there are more than two. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d x %,d", rows, features)
        + (isSigmoid() ? "" : String.format(Locale.ROOT, " x %,d", logits));
  }
}
