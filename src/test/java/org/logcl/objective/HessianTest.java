package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Shape;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.Head;
import org.logcl.numerics.SplitMix;
import org.logcl.testing.Devices;
import org.logcl.testing.EveryBackend;
import org.logcl.testing.SoftTables;
import org.logcl.testing.Tables;

/** The Hessian against the textbook's in double, and a device's against the twin's. */
@Tag("device")
class HessianTest {
  @EveryBackend
  @Tag("tiny")
  void isTheSecondDerivative(Backend backend) {
    check(backend, false, 5, 2, 41, true);
    check(backend, false, 3, 3, 41, false);
    check(backend, true, 3, 3, 41, true);
  }

  /** Several chunks of both lengths, and several slabs. */
  @EveryBackend
  void addsUpChunksAndSlabs(Backend backend) {
    if (Devices.isSlow(backend)) {
      return;
    }
    check(backend, false, 4, 2, 1000, false);
    check(backend, false, 40, 2, 1000, true);
    check(backend, false, 6, 7, 1600, true);
    check(backend, false, 9, 8, 1700, false);
    check(backend, true, 9, 8, 1700, false);
    check(backend, true, 12, 17, 1000, true);
  }

  @EveryBackend
  @Tag("tiny")
  void squaresAreThoseOfTheFeatures(Backend backend) {
    Dataset table = Tables.make(41, 3, 3, 9);
    float[] weights = Tables.onesBut(41, 0.25f, 1, 7, 8);
    double[][] device = quarterOfSquares(backend, table, weights);
    double[][] twin = quarterOfSquares(new TwinBackend(), table, weights);
    for (int i = 0; i < 4; ++i) {
      for (int j = i; j < 4; ++j) {
        double sum = 0;
        double size = 0;
        for (int row = 0; row < 41; ++row) {
          double xi = i < 3 ? table.features()[row * 3 + i] : 1;
          double xj = j < 3 ? table.features()[row * 3 + j] : 1;
          sum += weights[row] * xi * xj / 4;
          size += weights[row] * Math.abs(xi * xj) / 4;
        }
        assertEquals(twin[i][j], device[i][j], i + ", " + j);
        // 41 roundings of a chain and one of the product before it; weights sum to 38.75.
        assertEquals(sum / 38.75, device[i][j], 42 * 0x1p-24 * size / 38.75);
      }
    }
  }

  private static double[][] quarterOfSquares(Backend backend, Dataset table, float[] weights) {
    Shape shape = new Shape(3, 3);
    try (LinearObjective objective = new LinearObjective(backend, shape, 41);
        DeviceData data =
            new DeviceData(backend, shape, 41, table.features(), table.targets(), weights)) {
      return Hessian.quarterOfSquares(objective, data);
    }
  }

  /**
   * The block of a label is the Hessian of a sigmoid model of that label, to the last bit, where
   * the logits are: here each has one weight that is not 0, so that no order of their sums matters.
   */
  @EveryBackend
  @Tag("tiny")
  void aLabelsBlockIsTheHessianOfTheSigmoidHead(Backend backend) {
    Dataset table = Tables.make(41, 3, 4, 9);
    float[] weights = Tables.onesBut(41, 0.25f, 1, 7, 8);
    float[] w = {0.7f, 0, 0, 0, 0, -1.3f, 0, 0, 0, 0, 0.4f, 2};
    float[] b = {0.1f, -0.2f, 0.3f, 0};
    Dataset rows = Tables.of(table.features(), 3, 2, new int[41], null);
    double[][] all = hessian(backend, new Shape(3, 4), true, table, weights, w, b);
    for (int label = 0; label < 4; ++label) {
      float[] own = {w[label], w[4 + label], w[8 + label]};
      float[] bias = {b[label]};
      double[][] alone = hessian(backend, new Shape(3, 1), false, rows, weights, own, bias);
      for (int i = 0; i < 4; ++i) {
        for (int j = i; j < 4; ++j) {
          assertEquals(alone[i][j], all[4 * i + label][4 * j + label], label + ": " + i + ", " + j);
        }
      }
    }
  }

  /**
   * With positive weights q a label's block is the mean of s (1 + (q - 1) y) p (1 - p) x x^T by the
   * sum of s. Several slabs.
   */
  @EveryBackend
  void aLabelsRowsWeighByItsSide(Backend backend) {
    int count = Devices.isSlow(backend) ? 60 : 1700;
    Dataset rows =
        SoftTables.labels(count, 3, 3, 5).withWeights(Tables.onesBut(count, 0.25f, 1, 7, 8));
    float[] q = {3, 1, 0.3f};
    Shape shape = new Shape(3, 3);
    float[] w = random(9, new SplitMix(4));
    float[] b = random(3, new SplitMix(5));
    double[][] device = positiveHessian(backend, shape, rows, q, w, b);
    double[][] twin = positiveHessian(new TwinBackend(), shape, rows, q, w, b);
    double[][] truth = new double[12][12];
    double[][] size = new double[12][12];
    double sum = 0;
    for (int row = 0; row < count; ++row) {
      double[] x = {1, 1, 1, 1};
      for (int d = 0; d < 3; ++d) {
        x[d] = rows.features()[row * 3 + d];
      }
      double[] p = Truth.probabilities(shape, true, x, w, b);
      sum += rows.weights()[row];
      for (int i = 0; i < 12; ++i) {
        int c = i % 3;
        double y = rows.targetValues()[row * 3 + c];
        double s = rows.weights()[row] * (1 + (q[c] - 1) * y);
        for (int j = i; j < 12; j += 3) {
          double term = s * p[c] * (1 - p[c]) * x[i / 3] * x[j / 3];
          truth[i][j] += term;
          size[i][j] += Math.abs(term);
        }
      }
    }
    for (int i = 0; i < 12; ++i) {
      for (int j = i; j < 12; ++j) {
        assertEquals(twin[i][j], device[i][j], i + ", " + j);
        // As in Truth.of, and a rounding of the weight.
        double share = (2 * 5 * 9.0 + 17 + 768) * 0x1p-24;
        assertEquals(truth[i][j] / sum, device[i][j], share * size[i][j] / sum + 0x1p-36);
      }
    }
  }

  private static double[][] positiveHessian(
      Backend backend, Shape shape, Dataset rows, float[] q, float[] w, float[] b) {
    try (LinearObjective objective = new LinearObjective(backend, shape, rows.rows());
        DeviceData data = DeviceData.of(backend, Head.MULTILABEL, shape, rows, 0, q);
        Hessian hessian = new Hessian(objective, data, true, 1)) {
      objective.parameters(w, b);
      return hessian.evaluate();
    }
  }

  private static void check(
      Backend backend, boolean independent, int features, int classes, int rows, boolean weighted) {
    Shape shape = new Shape(features, classes == 2 ? 1 : classes);
    Dataset table = Tables.make(rows, features, classes, 9);
    float[] weights = weighted ? Tables.onesBut(rows, 0.25f, 1, 7, 8) : null;
    SplitMix random = new SplitMix(4);
    float[] w = random(features * shape.logits(), random);
    float[] b = random(shape.logits(), random);
    double[][] device = hessian(backend, shape, independent, table, weights, w, b);
    double[][] twin = hessian(new TwinBackend(), shape, independent, table, weights, w, b);
    Truth truth = Truth.of(shape, independent, table, weights, w, b);
    for (int i = 0; i < device.length; ++i) {
      for (int j = i; j < device.length; ++j) {
        assertEquals(twin[i][j], device[i][j], i + ", " + j);
        double error = Math.abs(device[i][j] - truth.hessian[i][j]);
        double bound = truth.bound[i][j];
        if (independent && i % shape.logits() != j % shape.logits()) {
          assertEquals(0, device[i][j], "between labels at " + i + ", " + j);
        }
        String what = shape + " at " + i + ", " + j + ": " + error + " over " + bound;
        assertTrue(error <= bound, what);
      }
    }
  }

  private static float[] random(int count, SplitMix random) {
    float[] values = new float[count];
    for (int i = 0; i < count; ++i) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static double[][] hessian(
      Backend backend,
      Shape shape,
      boolean independent,
      Dataset table,
      float[] weights,
      float[] w,
      float[] b) {
    try (LinearObjective objective = new LinearObjective(backend, shape, table.rows());
        DeviceData data =
            new DeviceData(
                backend, shape, table.rows(), table.features(), table.targets(), weights);
        Hessian hessian = new Hessian(objective, data, independent, 1 << 20)) {
      objective.parameters(w, b);
      double[][] first = hessian.evaluate();
      double[][] again = hessian.evaluate();
      for (int i = 0; i < first.length; ++i) {
        for (int j = i; j < first.length; ++j) {
          assertEquals(first[i][j], again[i][j], "a second time");
        }
      }
      return first;
    }
  }

  /** The textbook formula, plain. */
  private static final class Truth {
    final double[][] hessian;
    final double[][] bound;

    private Truth(int size) {
      hessian = new double[size][size];
      bound = new double[size][size];
    }

    static Truth of(
        Shape shape, boolean independent, Dataset table, float[] weights, float[] w, float[] b) {
      int logits = shape.logits();
      int features = shape.features();
      Truth truth = new Truth((features + 1) * logits);
      double sum = 0;
      for (int row = 0; row < table.rows(); ++row) {
        double weight = weights == null ? 1 : weights[row];
        sum += weight;
        double[] x = new double[features + 1];
        for (int d = 0; d < features; ++d) {
          x[d] = table.features()[row * features + d];
        }
        x[features] = 1;
        double[] p = probabilities(shape, independent, x, w, b);
        for (int i = 0; i < truth.hessian.length; ++i) {
          for (int j = i; j < truth.hessian.length; ++j) {
            double pi = p[i % logits];
            boolean same = i % logits == j % logits;
            double curvature =
                logits == 1 || independent
                    ? (same ? pi * (1 - pi) : 0)
                    : pi * ((same ? 1 : 0) - p[j % logits]);
            double term = weight * curvature * x[i / logits] * x[j / logits];
            truth.hessian[i][j] += term;
            truth.bound[i][j] += Math.abs(term);
          }
        }
      }
      // Logits are off by (features + 2) u times the sum of |x w|, here under 3 features; a
      // probability by that and 4 u of itself; then five products, of which two are in the chain of
      // at most 768 rows; chunks add next to nothing. Flushes lose 2^-40 a factor.
      double u = 0x1p-24;
      double share = (2 * (features + 2) * 3.0 * features + 16 + 768) * u;
      for (int i = 0; i < truth.hessian.length; ++i) {
        for (int j = i; j < truth.hessian.length; ++j) {
          truth.hessian[i][j] /= sum;
          truth.bound[i][j] = share * truth.bound[i][j] / sum + 0x1p-36;
        }
      }
      return truth;
    }

    private static double[] probabilities(
        Shape shape, boolean independent, double[] x, float[] w, float[] b) {
      int logits = shape.logits();
      double[] p = new double[logits];
      double total = logits == 1 ? 1 : 0;
      for (int c = 0; c < logits; ++c) {
        double z = b[c];
        for (int d = 0; d < shape.features(); ++d) {
          z += x[d] * w[d * logits + c];
        }
        p[c] = Math.exp(z);
        total += p[c];
      }
      for (int c = 0; c < logits; ++c) {
        p[c] /= independent ? 1 + p[c] : total;
      }
      return p;
    }
  }
}
