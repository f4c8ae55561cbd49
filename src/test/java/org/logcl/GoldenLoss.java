package org.logcl;

import java.util.Arrays;
import org.logcl.testing.Golden;

/** One golden loss file as a call of {@link Losses}, with what it should give and how nearly. */
final class GoldenLoss {
  private static final double ULP = 0x1p-24;
  private static final double FLUSH = 0x1p-40;
  // Below this an exponential is +0.
  private static final double LEAST_EXPONENT = 60;

  private final String name;
  private final Golden file;
  private final Golden reductions = Golden.read("reductions.csv");
  private final int reduction;
  private final float[] weights;
  private final int classes;

  GoldenLoss(String name) {
    this.name = name;
    file = Golden.read(name + ".csv");
    reduction = reductions.row("file", name + ".csv");
    classes = isSoftmax() ? file.width("z") : 1;
    weights = file.floats("weight");
    float[] masses = masses();
    for (int i = 0; i < weights.length; ++i) {
      weights[i] *= masses[i];
    }
  }

  private boolean isSoftmax() {
    return file.columns().contains("z0");
  }

  private boolean isSoft() {
    return file.columns().contains("t0");
  }

  private boolean isProbability() {
    return file.columns().contains("p");
  }

  int rows() {
    return file.rows();
  }

  double weightSum() {
    double sum = 0;
    for (float weight : weights) {
      sum += weight;
    }
    return sum;
  }

  double divisor() {
    return reductions.doubles("divisor")[reduction];
  }

  /** The file's, except where a subnormal probability makes another. */
  double trueMean() {
    return name.startsWith("bce_edges")
        ? Arrays.stream(trueLosses()).sum() / divisor()
        : reductions.doubles("trueMean")[reduction];
  }

  /** What PyTorch's mean is called here. */
  Reduction reduction() {
    boolean byWeight = isSoftmax() && !(isSoft() && name.endsWith("classweights"));
    return byWeight ? Reduction.MEAN : Reduction.MEAN_OVER_ROWS;
  }

  Loss compute(Losses losses, Reduction how) {
    if (isSoftmax()) {
      ClassLogits logits = ClassLogits.of(file.matrix("z"), classes);
      return isSoft()
          ? losses.softmax(logits, targets(), weights, how)
          : losses.softmax(logits, indices(), weights, how);
    }
    if (isProbability()) {
      return losses.binary(BinaryProbabilities.of(file.floats("p")), targets(), weights, how);
    }
    return losses.binary(BinaryLogits.of(file.floats("z")), targets(), weights, how);
  }

  /** An ignored row, -100, is here a row of weight 0 and any class. */
  private int[] indices() {
    return Arrays.stream(file.ints("y")).map(y -> Math.max(y, 0)).toArray();
  }

  /**
   * PyTorch's class weights within a sum over classes, and its pos_weight, are weights of targets:
   * w t is a target of w t / sum(w t) in a row of weight sum(w t).
   */
  private float[] targets() {
    float[] weighted = weighted();
    float[] masses = masses();
    for (int i = 0; i < weighted.length; ++i) {
      weighted[i] = rescaled() ? weighted[i] / masses[i / classes] : weighted[i];
    }
    return weighted;
  }

  private boolean rescaled() {
    return name.endsWith("posweight3") || (isSoft() && name.endsWith("classweights"));
  }

  private float[] weighted() {
    float[] targets = isSoft() ? file.matrix("t") : file.floats("y");
    if (name.endsWith("posweight3")) {
      for (int i = 0; i < targets.length; ++i) {
        targets[i] *= 3;
      }
    } else if (isSoft() && name.endsWith("classweights")) {
      float[] classWeights = Golden.floats("ce_class_weights_c" + classes + ".csv", "weight");
      for (int i = 0; i < targets.length; ++i) {
        targets[i] *= classWeights[i % classes];
      }
    }
    return targets;
  }

  private float[] masses() {
    float[] masses = new float[file.rows()];
    Arrays.fill(masses, rescaled() && isSoft() ? 0f : 1f);
    if (rescaled()) {
      float[] weighted = weighted();
      for (int i = 0; i < weighted.length; ++i) {
        // Of y and 1 - y only the former has its weight of 3.
        masses[i / classes] += isSoft() ? weighted[i] : weighted[i] * 2 / 3;
      }
    }
    return masses;
  }

  /** The file's, but 100 for a subnormal probability, which counts as 0. */
  double[] trueLosses() {
    double[] values = file.doubles("trueLoss");
    for (int i = 0; i < values.length; ++i) {
      values[i] =
          isSubnormal(i) ? file.doubles("weight")[i] * 100 * file.floats("y")[i] : values[i];
    }
    return values;
  }

  private boolean isSubnormal(int row) {
    return isProbability() && file.floats("p")[row] > 0 && file.floats("p")[row] < Float.MIN_NORMAL;
  }

  double[] trueGradients() {
    return isSoftmax() ? file.doubleMatrix("trueGradSum") : file.doubles("trueGradSum");
  }

  float[] losses() {
    return file.floats("loss");
  }

  float[] gradients() {
    return isSoftmax() ? file.matrix("gradSum") : file.floats("gradSum");
  }

  float[] meanGradients() {
    return isSoftmax() ? file.matrix("gradMean") : file.floats("gradMean");
  }

  /**
   * Relative error of an exponential, or of what is computed from sums of them, in units of 2^-24:
   * a difference of logits is rounded once, which moves e^d by |d| roundings; exp, log1p and
   * reciprocal are within 2 each, products, sums and the tree within 1 each: under 16. Binary
   * logits are not subtracted.
   */
  private double relative(int row) {
    if (!isSoftmax()) {
      return 8;
    }
    float[] z = Arrays.copyOfRange(file.matrix("z"), row * classes, (row + 1) * classes);
    float[] sorted = z.clone();
    Arrays.sort(sorted);
    return 16 + Math.min(LEAST_EXPONENT, sorted[classes - 1] - sorted[0]);
  }

  /** All terms of a loss are positive, so its relative error is that of its terms. */
  double[] lossBounds() {
    double[] bounds = trueLosses();
    for (int i = 0; i < bounds.length; ++i) {
      double flushed = 4 * FLUSH * Math.max(1, weights[i]);
      bounds[i] = relative(i) * ULP * bounds[i] + flushed;
    }
    return bounds;
  }

  /**
   * A gradient with a soft target is a difference of (1 - y) p and y (1 - p), whose sum is at most
   * 1 times the weight; with a hard one it is one of the two, and its error relative. Of
   * probabilities it is a quotient. The mass of a distribution is off by 6 roundings.
   */
  double[] gradientBounds() {
    double[] bounds = trueGradients();
    for (int i = 0; i < bounds.length; ++i) {
      int row = i / classes;
      boolean hard = isProbability() || isHard(row);
      double magnitude = hard ? Math.abs(bounds[i]) : weights[row];
      double flushed = 4 * FLUSH * Math.max(1, weights[row]);
      bounds[i] = (relative(row) + (hard ? 2 : 8)) * ULP * magnitude + flushed;
    }
    return bounds;
  }

  private boolean isHard(int row) {
    return !isSoft() && file.doubles("y")[row] == Math.rint(file.doubles("y")[row]);
  }

  /** The bound on our error plus PyTorch's, absolute plus relative. */
  double[] widened(double allowed, boolean gradient) {
    double[] bounds = gradient ? gradientBounds() : lossBounds();
    double[] truth = gradient ? trueGradients() : trueLosses();
    for (int i = 0; i < bounds.length; ++i) {
      bounds[i] += allowed * (1 + Math.abs(truth[i]));
    }
    return bounds;
  }
}
