package org.logcl.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.logcl.data.Dataset;
import org.logcl.io.CsvOptions;
import org.logcl.io.CsvReader;
import org.logcl.kernel.TwinBackend;

/**
 * Weighted objectives against scikit-learn's tight optima on rows that are there several times, at
 * C = 1. {@code make_weights.py} beside the figures made them.
 */
class WeightedOptimaTest {
  @ParameterizedTest
  @CsvFileSource(resources = "/org/logcl/weights/optima.csv", numLinesToSkip = 1)
  void reachesTheOptimum(String data, int repeats, String classWeight, double optimum) {
    boolean cancer = data.equals("breast_cancer");
    String target = cancer ? "diagnosis" : "digit";
    Dataset rows = CsvReader.read(Path.of("examples", data + ".csv"), CsvOptions.ofTarget(target));
    float[] weights = new float[rows.rows()];
    for (int i = 0; i < weights.length; ++i) {
      weights[i] = 1 + i % repeats;
    }
    if (!cancer) {
      for (int i = 0; i < rows.features().length; ++i) {
        rows.features()[i] /= 16;
      }
    }
    ClassWeights classWeights =
        classWeight.equals("balanced")
            ? ClassWeights.balanced()
            : cancer ? ClassWeights.positive(3) : ClassWeights.of(Map.of("3", 2.5, "8", 0.25));
    Dataset weighted = rows.withWeights(weights);
    double sum = WeightedRows.of(weighted, classWeights).sum();
    for (Optimizer optimizer : new Optimizer[] {Optimizer.LBFGS, Optimizer.NEWTON}) {
      TrainingOptions options =
          TrainingOptions.defaults()
              .withOptimizer(optimizer)
              .withL2(1 / sum)
              .withStandardize(cancer)
              .withClassWeights(classWeights);
      TrainingResult result =
          Trainer.train(
              new TwinBackend(), weighted, Optional.empty(), options, TrainingListener.NONE);
      // The objective's own rounding in float32 is within this.
      assertEquals(optimum, result.objective() * sum, 2e-6 * optimum, optimizer::label);
    }
  }
}
