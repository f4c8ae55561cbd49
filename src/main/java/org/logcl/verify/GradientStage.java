package org.logcl.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.data.Preparation;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.model.LinearModel;
import org.logcl.train.ClassWeights;
import org.logcl.train.LossSettings;
import org.logcl.train.Targeting;

/**
 * The whole gradient, of all kernels in turn, device against twin, and both against finite
 * differences of the textbook objective: no formula of the gradient is trusted.
 */
public final class GradientStage implements Check {
  private static final double L2 = 0.01;
  private static final LossSettings POSITIVE =
      LossSettings.DEFAULT.withClassWeights(ClassWeights.of(Map.of("0", 7.0, "1", 0.3)));
  private static final LossSettings SMOOTHING = LossSettings.DEFAULT.withLabelSmoothing(0.1);

  private final String what;
  private final Dataset rows;
  private final Preparation preparation;
  private final Head head;
  private final LossSettings loss;

  private GradientStage(String what, Dataset rows, Preparation preparation, LossSettings loss) {
    this.what = what;
    this.rows = rows;
    this.preparation = preparation;
    this.head = Targeting.head(rows, Optional.empty());
    this.loss = loss;
  }

  /**
   * On raw rows with targets of any kind, at random parameters that suit the features; the usual
   * head.
   */
  public static Check on(String what, Dataset rows, Preparation preparation) {
    return new GradientStage("gradient of " + what, rows, preparation, LossSettings.DEFAULT);
  }

  /**
   * On generated rows: all heads and kinds of targets, with and without label smoothing and weights
   * of labels, one chunk and several, sample weights, outliers.
   */
  public static List<Check> generated(Options options) {
    int[][] sizes =
        options.tiny()
            ? new int[][] {{2, 17, 3}, {3, 9, 4}}
            : new int[][] {{2, 17, 3}, {2, 1100, 20}, {3, 401, 7}, {40, 250, 3}};
    List<Check> checks = new ArrayList<>();
    for (int[] size : sizes) {
      Dataset rows = GeneratedRows.classes(size[0], size[1], size[2], options.seed());
      String what = size[1] + " rows, " + size[2] + " features, " + size[0];
      add(checks, what + " classes", rows, LossSettings.DEFAULT);
      add(checks, what + " classes, label smoothing", rows, SMOOTHING);
      Dataset soft = GeneratedRows.distributions(rows, options.seed());
      add(checks, what + " classes, soft targets", soft, LossSettings.DEFAULT);
      add(checks, what + " classes, soft targets, label smoothing", soft, SMOOTHING);
      Dataset labels = GeneratedRows.labels(rows, options.seed());
      add(checks, what + " labels", labels, LossSettings.DEFAULT);
      add(checks, what + " labels, label smoothing", labels, SMOOTHING);
      add(checks, what + " labels, positive weights", labels, POSITIVE);
    }
    return checks;
  }

  private static void add(List<Check> checks, String what, Dataset rows, LossSettings loss) {
    checks.add(new GradientStage("gradient of " + what, rows, Preparation.none(), loss));
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public void run(Trial trial) {
    LinearModel model = model();
    Gradients gradients = Gradients.of(model, rows, L2, loss);
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
}
