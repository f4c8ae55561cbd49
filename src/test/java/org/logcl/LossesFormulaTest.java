package org.logcl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logcl.kernel.TwinBackend;
import org.logcl.testing.Golden;

/** Label smoothing and independent labels against PyTorch's documented formulas in float64. */
class LossesFormulaTest {
  private static final String FOLDER = "/org/logcl/losses/";
  private static final double ALLOWED = 1e-6;

  private final Losses losses = new Losses(new TwinBackend());

  @ParameterizedTest
  @CsvSource({"smooth_c2_e01, 0.1", "smooth_c3_e02, 0.2", "smooth_c10_e09, 0.9", "smooth_c3_e0, 0"})
  void labelSmoothing(String name, float smoothing) {
    Golden file = Golden.read(FOLDER, name + ".csv");
    ClassLogits z = ClassLogits.of(file.matrix("z"), file.width("z"));
    int[] y = file.ints("y");
    float[] weights = file.floats("weight");
    assertNear(file, losses.softmax(z, y, smoothing, weights, Reduction.NONE));
    if (smoothing == 0) {
      Loss hard = losses.softmax(z, y, weights, Reduction.NONE);
      assertArrayEquals(
          hard.gradient(), losses.softmax(z, y, 0, weights, Reduction.NONE).gradient());
    }
    double mean = losses.softmax(z, y, smoothing, weights, Reduction.MEAN).value();
    assertEquals(sum(file.doubles("trueLoss")) / sum(file.doubles("weight")), mean, near(mean));
  }

  @ParameterizedTest
  @CsvSource({"multilabel_l2", "multilabel_l3", "multilabel_l70"})
  void independentLabels(String name) {
    Golden file = Golden.read(FOLDER, name + ".csv");
    LabelLogits z = LabelLogits.of(file.matrix("z"), file.width("z"));
    float[] y = file.matrix("y");
    float[] weights = file.floats("weight");
    assertNear(file, losses.multilabel(z, y, weights, Reduction.NONE));
    // PyTorch's mean is over rows and labels.
    double mean = losses.multilabel(z, y, weights, Reduction.MEAN_OVER_ROWS).value() / z.labels();
    double expected = sum(file.doubles("trueLoss")) / file.rows() / z.labels();
    assertEquals(expected, mean, near(expected));
  }

  @ParameterizedTest
  @CsvSource({"positive_l2", "positive_l3", "positive_l70"})
  void positiveWeights(String name) {
    Golden file = Golden.read(FOLDER, name + ".csv");
    LabelLogits z = LabelLogits.of(file.matrix("z"), file.width("z"));
    float[] q = Arrays.copyOf(file.matrix("q"), z.labels());
    float[] y = file.matrix("y");
    float[] weights = file.floats("weight");
    assertNear(file, losses.multilabel(z, y, q, weights, Reduction.NONE));
    // The mean is by the rows' weights alone.
    double mean = losses.multilabel(z, y, q, weights, Reduction.MEAN).value();
    assertEquals(sum(file.doubles("trueLoss")) / sum(file.doubles("weight")), mean, near(mean));
  }

  private static void assertNear(Golden file, Loss loss) {
    double[] expected = file.doubles("trueLoss");
    for (int i = 0; i < expected.length; ++i) {
      assertEquals(expected[i], loss.rows()[i], near(expected[i]), "loss of row " + i);
    }
    double[] gradient = file.doubleMatrix("trueGrad");
    for (int i = 0; i < gradient.length; ++i) {
      assertEquals(gradient[i], loss.gradient()[i], near(gradient[i]), "gradient at " + i);
    }
  }

  private static double near(double expected) {
    return ALLOWED * (1 + Math.abs(expected));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
