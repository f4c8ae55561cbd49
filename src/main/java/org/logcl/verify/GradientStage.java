package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.Preparation;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.numerics.SplitMix;

/**
 * The whole gradient, of all kernels in turn, device against twin, and both against finite
 * differences of the textbook objective: no formula of the gradient is trusted.
 */
public final class GradientStage implements Check {
  private static final double L2 = 0.01;

  private final String what;
  private final Dataset rows;
  private final Preparation preparation;
  private final Head head;

  private GradientStage(String what, Dataset rows, Preparation preparation, Head head) {
    this.what = what;
    this.rows = rows;
    this.preparation = preparation;
    this.head = head;
  }

  /** On labelled, raw rows, at random parameters that suit the features; the usual head. */
  public static Check on(String what, Dataset rows, Preparation preparation) {
    Head head = rows.labels().count() == 2 ? Head.SIGMOID : Head.SOFTMAX;
    return new GradientStage("gradient of " + what, rows, preparation, head);
  }

  /** On generated rows: both heads, one chunk and several, sample weights, outliers. */
  public static List<Check> generated(Options options) {
    int[][] sizes =
        options.tiny()
            ? new int[][] {{2, 17, 3}, {3, 9, 4}}
            : new int[][] {{2, 17, 3}, {2, 1100, 20}, {3, 401, 7}, {40, 250, 3}};
    List<Check> checks = new ArrayList<>();
    for (int[] size : sizes) {
      Dataset rows = generated(size[0], size[1], size[2], options.seed());
      String what = size[1] + " rows, " + size[2] + " features, " + size[0] + " classes";
      checks.add(on(what, rows, Preparation.none()));
    }
    return checks;
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public void run(Trial trial) {
    LinearModel model = model();
    Gradients gradients = Gradients.of(model, rows, L2);
    double[] device = gradients.reported(trial.device);
    double[] twin = gradients.reported(trial.twin);
    Comparison stage = trial.stage("gradient by differences");
    for (int i = 0; i < device.length; ++i) {
      stage.bits(what, i, device[i], twin[i]);
    }
    FiniteDifferences.Result expected = gradients.expected();
    for (int k = 0; k < expected.index().length; ++k) {
      int i = expected.index()[k];
      double truth = expected.gradient()[k];
      stage.truth(what, i, device[i], truth, expected.allowance()[k], truth);
    }
  }

  private LinearModel model() {
    Shape shape = new Shape(rows.columns(), head.logits(rows.labels().count()));
    float[] params = Verifier.suitable(shape, preparation.prepare(rows).dataset().features());
    float[] weights = new float[shape.features() * shape.logits()];
    float[] bias = new float[shape.logits()];
    for (int i = 0; i < weights.length + bias.length; ++i) {
      float value = params[i / shape.logits() * shape.stride() + i % shape.logits()];
      if (i < weights.length) {
        weights[i] = value;
      } else {
        bias[i - weights.length] = value;
      }
    }
    return LinearModel.of(head, rows.labels(), rows.featureNames(), weights, bias, preparation);
  }

  private static Dataset generated(int classes, int count, int features, long seed) {
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
}
