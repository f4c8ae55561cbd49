package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.logcl.data.Dataset;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.Backend;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Tuning;
import org.logcl.kernel.TwinBackend;
import org.logcl.model.LinearModel;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.testing.DrawnRows;
import org.logcl.testing.Tables;
import org.logcl.train.TrainingResult.Status;

/**
 * The full-batch optimizers against tight optima in double, at C = 1: scikit-learn's, and with
 * bounds SciPy's. The scripts beside the figures made them.
 */
class OptimaTest {
  private static final Path FIGURES = Path.of("src/test/resources/org/logcl/optima");
  private static final Dataset CANCER =
      CsvReader.read(Path.of("examples/breast_cancer.csv"), CsvOptions.ofTarget("diagnosis"));
  private static final Dataset DIGITS = digits();

  private static Dataset digits() {
    Dataset rows = CsvReader.read(Path.of("examples/digits.csv"), CsvOptions.ofTarget("digit"));
    float[] pixels = rows.features().clone();
    for (int i = 0; i < pixels.length; ++i) {
      pixels[i] /= 16;
    }
    return Dataset.of(
        pixels,
        rows.rows(),
        rows.columns(),
        rows.featureNames(),
        rows.labels(),
        rows.targets(),
        null);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/org/logcl/optima/optima.csv", numLinesToSkip = 1)
  void reachesTheOptimum(String data, String intercept, double l1Ratio, double optimum) {
    boolean cancer = data.equals("breast_cancer");
    Dataset rows = cancer ? CANCER : DIGITS;
    Penalty penalty = penalty(l1Ratio, rows.rows(), Intercept.of(intercept).orElseThrow());
    for (Optimizer optimizer : optimizers(l1Ratio)) {
      TrainingOptions options =
          TrainingOptions.defaults()
              .withOptimizer(optimizer)
              .withPenalty(penalty)
              .withStandardize(cancer);
      TrainingResult result =
          Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
      double tolerance = 1e-6;
      double reached = inDouble(result.model(), rows, penalty);
      assertEquals(optimum, reached, tolerance * optimum, optimizer::label);
      // What training says of itself is computed in float32.
      assertEquals(reached, result.objective() * rows.rows(), 1e-6 * reached, optimizer::label);
      assertTrue(
          result.status() == Status.CONVERGED || result.status() == Status.CONVERGED_TO_PRECISION,
          () -> optimizer.label() + ": " + result.status().label());
    }
  }

  /** Bounds, with and without L1; and the model has none of its coefficients outside of them. */
  @ParameterizedTest
  @CsvFileSource(resources = "/org/logcl/optima/bounds.csv", numLinesToSkip = 1)
  void reachesTheOptimumWithinBounds(
      String data,
      double lower,
      double upper,
      double interceptLower,
      double interceptUpper,
      double l1Ratio,
      double optimum) {
    boolean cancer = data.equals("breast_cancer");
    Dataset rows = cancer ? CANCER : DIGITS;
    Penalty penalty =
        penalty(l1Ratio, rows.rows(), Intercept.FREE)
            .withBounds(Bounds.of(lower, upper).withIntercepts(interceptLower, interceptUpper));
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(Optimizer.OWLQN)
            .withPenalty(penalty)
            .withStandardize(cancer);
    TrainingResult result =
        Trainer.train(new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
    assertEquals(optimum, inDouble(result.model(), rows, penalty), 1e-6 * optimum);
    assertTrue(
        result.status() == Status.CONVERGED || result.status() == Status.CONVERGED_TO_PRECISION,
        () -> result.status().label());
    int held = 0;
    for (float weight : result.model().weights()) {
      assertTrue(weight >= lower && weight <= upper, () -> "" + weight);
      held += weight == lower || weight == upper ? 1 : 0;
    }
    assertTrue(held > 0);
    for (float intercept : result.model().bias()) {
      assertTrue(intercept >= interceptLower && intercept <= interceptUpper, () -> "" + intercept);
    }
  }

  /**
   * 32,560 rows of groups of 0 and 1, whose sums are 1: without L2 many faces have next to no
   * curvature. {@code make_a9a.py} beside the figures made them; a9a is of the LIBSVM site.
   */
  @Test
  void reachesTheOptimumOfA9a() throws IOException {
    String file = System.getenv("LOGCL_A9A");
    Assumptions.assumeTrue(file != null, "LOGCL_A9A names no file");
    Dataset rows = a9a(Files.readAllLines(Path.of(file)));
    List<String> optima = Files.readAllLines(FIGURES.resolve("a9a.csv"));
    for (String line : optima.subList(1, optima.size())) {
      double l1Ratio = Double.parseDouble(line.split(",", -1)[0]);
      double optimum = Double.parseDouble(line.split(",", -1)[1]);
      Penalty penalty = penalty(l1Ratio, rows.rows(), Intercept.FREE);
      for (Optimizer optimizer : optimizers(l1Ratio)) {
        TrainingOptions options =
            TrainingOptions.defaults().withOptimizer(optimizer).withPenalty(penalty);
        TrainingResult result =
            Trainer.train(
                new TwinBackend(), rows, Optional.empty(), options, TrainingListener.NONE);
        assertEquals(optimum, inDouble(result.model(), rows, penalty), 1e-6 * optimum, line);
        // 26 to 28 iterations of OWL-QN; projecting takes 165 and more.
        assertTrue(result.convergence().orElseThrow().iterations() < 60, line);
      }
    }
  }

  /**
   * 20,000 rows, 512 features, 100 classes, of which the rarest have 12 rows. On one device: the
   * others give the same bits, and the twin would take minutes.
   */
  @ParameterizedTest
  @CsvFileSource(resources = "/org/logcl/optima/generated.csv", numLinesToSkip = 1)
  void reachesTheOptimumOfGeneratedRows(
      int count, int features, int classes, double l1Ratio, double optimum) {
    Dataset rows = DrawnRows.of(count, features, classes);
    OpenClDevice device = Devices.first();
    Penalty penalty = penalty(l1Ratio, count, Intercept.FREE);
    TrainingOptions options =
        TrainingOptions.defaults()
            .withOptimizer(l1Ratio == 0 ? Optimizer.LBFGS : Optimizer.OWLQN)
            .withPenalty(penalty);
    try (Backend backend = new OpenClBackend(device, "", Tuning.of(device.info()))) {
      TrainingResult result =
          Trainer.train(backend, rows, Optional.empty(), options, TrainingListener.NONE);
      assertEquals(optimum, inDouble(result.model(), rows, penalty), 1e-6 * optimum);
      int iterations = result.convergence().orElseThrow().iterations();
      // 284 with L2 where each class is taken to be as frequent as the others.
      assertTrue(iterations < 200, () -> "" + iterations);
    }
  }

  /** C = 1, of which a share is L1. */
  private static Penalty penalty(double l1Ratio, int rows, Intercept intercept) {
    double strength = 1.0 / rows;
    return new Penalty(l1Ratio * strength, (1 - l1Ratio) * strength, intercept);
  }

  /** All that take such a penalty. */
  private static List<Optimizer> optimizers(double l1Ratio) {
    return l1Ratio > 0
        ? List.of(Optimizer.OWLQN)
        : List.of(Optimizer.LBFGS, Optimizer.OWLQN, Optimizer.NEWTON);
  }

  /** Rows of {@code label index:1 index:1 ...}. */
  private static Dataset a9a(List<String> lines) {
    int features = 123;
    float[] x = new float[lines.size() * features];
    int[] y = new int[lines.size()];
    for (int row = 0; row < y.length; ++row) {
      String[] parts = lines.get(row).strip().split(" ", -1);
      y[row] = Integer.parseInt(parts[0]);
      for (int i = 1; i < parts.length; ++i) {
        int index = Integer.parseInt(parts[i].substring(0, parts[i].indexOf(':')));
        x[row * features + index - 1] = 1;
      }
    }
    return Tables.of(x, features, 2, y, null);
  }

  /** Sum of losses and penalties at C = 1, from the textbook formula in double. */
  private static double inDouble(LinearModel model, Dataset raw, Penalty penalty) {
    Dataset rows = model.preparation().prepare(raw).dataset();
    float[] x = rows.features();
    int[] y = rows.targets();
    float[] weights = model.weights();
    float[] bias = model.bias();
    int logits = bias.length;
    double sum = 0;
    for (int row = 0; row < rows.rows(); ++row) {
      double[] z = new double[Math.max(2, logits)];
      for (int c = 0; c < logits; ++c) {
        z[logits == 1 ? 1 : c] = bias[c];
      }
      for (int d = 0; d < rows.columns(); ++d) {
        double value = x[row * rows.columns() + d];
        for (int c = 0; c < logits; ++c) {
          z[logits == 1 ? 1 : c] += value * weights[d * logits + c];
        }
      }
      double exponentials = 0;
      for (double logit : z) {
        exponentials += Math.exp(logit - z[y[row]]);
      }
      sum += Math.log(exponentials);
    }
    double magnitudes = 0;
    double squares = 0;
    for (float weight : weights) {
      magnitudes += Math.abs(weight);
      squares += (double) weight * weight;
    }
    for (float intercept : bias) {
      boolean counts = penalty.intercept() == Intercept.PENALIZED;
      magnitudes += counts ? Math.abs(intercept) : 0;
      squares += counts ? (double) intercept * intercept : 0;
    }
    return sum + rows.rows() * (penalty.l1() * magnitudes + penalty.l2() / 2 * squares);
  }

  @Test
  void theFiguresAreThere() throws IOException {
    assertEquals(15, Files.readAllLines(FIGURES.resolve("optima.csv")).size());
    assertEquals(16, Files.readAllLines(FIGURES.resolve("bounds.csv")).size());
    assertEquals(4, Files.readAllLines(FIGURES.resolve("a9a.csv")).size());
    assertEquals(4, Files.readAllLines(FIGURES.resolve("generated.csv")).size());
  }
}
