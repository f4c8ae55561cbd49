package org.logcl.objective;

import java.util.Arrays;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Ints;
import org.logcl.kernel.Shape;
import org.logcl.model.Head;
import org.logcl.numerics.Canonical;

/**
 * Prepared rows in a backend's memory: features, targets, sample weights, and, where the backend
 * has no fused pass for them, a loss and a flag for each position of an epoch.
 */
public final class DeviceData implements AutoCloseable {
  private final int rows;
  private final Floats x;
  private final DeviceTargets targets;
  private final Floats weights;
  private final Floats losses;
  private final Ints correct;
  private final Resources made = new Resources();
  // Sample weights as the kernels see them, or null where all are 1.
  private final float[] hostWeights;

  /**
   * Copies rows to the backend. The twin uses the features where they lie.
   *
   * @param features row-major, {@code rows * shape.features()} values, prepared: finite and flushed
   * @param classIndices true class of each row; with the sigmoid head 0 or 1
   * @param sampleWeights one a row, not negative, or null for all 1. They are scaled by the power
   *     of two that brings the largest into [1, 2): exact, and means do not change by it
   */
  public DeviceData(
      Backend backend,
      Shape shape,
      int rows,
      float[] features,
      int[] classIndices,
      float[] sampleWeights) {
    this(
        backend,
        shape,
        rows,
        features,
        HostTargets.ofClasses(shape.isSigmoid(), classIndices),
        sampleWeights);
  }

  /**
   * Copies prepared rows with any targets that the head takes.
   *
   * @param smoothing share of each target that goes to all classes alike, from 0 to under 1
   */
  public static DeviceData of(
      Backend backend, Head head, Shape shape, Dataset rows, double smoothing) {
    return of(backend, head, shape, rows, smoothing, null);
  }

  /**
   * The same, where the positive side of each label's loss may count more or less than the other.
   *
   * @param positiveWeights [labels]; null for 1 of all, and with other heads than multi-label
   */
  public static DeviceData of(
      Backend backend,
      Head head,
      Shape shape,
      Dataset rows,
      double smoothing,
      float[] positiveWeights) {
    return new DeviceData(
        backend,
        shape,
        rows.rows(),
        rows.features(),
        HostTargets.of(head, rows, smoothing, positiveWeights),
        rows.weights());
  }

  private DeviceData(
      Backend backend,
      Shape shape,
      int rows,
      float[] features,
      HostTargets hostTargets,
      float[] sampleWeights) {
    this.rows = rows;
    hostWeights = sampleWeights == null ? null : scaled(sampleWeights);
    try {
      x = made.add(backend.features("X", features));
      targets = new DeviceTargets(backend, shape, hostTargets, made);
      weights =
          made.add(
              backend.floats("sample weights", hostWeights == null ? ones(rows) : hostWeights));
      boolean fused = targets.hasPasses() && (shape.isSigmoid() || backend.fusesSoftmax(shape));
      losses = made.add(fused ? null : backend.floats("row losses", rows));
      correct = made.add(fused ? null : backend.ints("correct rows", rows));
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Whether there are kernels for whole passes and steps over rows with such targets; elsewhere
   * logits, residuals and gradient take a launch each.
   */
  public boolean hasPasses() {
    return targets.hasPasses();
  }

  /** Whether each logit has a sigmoid of its own, so that none depends on another. */
  public boolean isIndependent() {
    return targets.isIndependent();
  }

  /** Whether every row weighs the same. */
  boolean isUnweighted() {
    return hostWeights == null;
  }

  /** Number of rows. */
  public int rows() {
    return rows;
  }

  /**
   * Sum of sample weights of the positions {@code from .. to-1} of an order (null: as the rows
   * lie), in double, in order.
   */
  public double weightOf(int[] order, int from, int to) {
    if (hostWeights == null) {
      return to - from;
    }
    double sum = 0;
    for (int k = from; k < to; ++k) {
      sum += hostWeights[order == null ? k : order[k]];
    }
    return sum;
  }

  /** Totals of all rows from the weighted losses and correct rows of their chunks. */
  Totals totals(float[] losses, int[] correct) {
    double loss = 0;
    long right = 0;
    for (int i = 0; i < losses.length; ++i) {
      // A last batch that is short has fewer chunks than the others; the rest of its places is 0.
      loss += losses[i];
      right += correct[i];
    }
    return new Totals(loss, weightOf(null, 0, rows), right, rows);
  }

  /** Whether the rows' curvature is weighted label by label, by {@link #labelWeights}. */
  boolean hasLabelWeights() {
    return targets.hasPositiveWeights();
  }

  /**
   * What rows count in the curvature of a label, s (1 + (q - 1) y), rounded once to float32.
   *
   * @param weights for the rows {@code from .. from+count-1}
   */
  void labelWeights(int label, int from, int count, float[] weights) {
    for (int k = 0; k < count; ++k) {
      double s = hostWeights == null ? 1 : hostWeights[from + k];
      weights[k] = Canonical.flush((float) (s * targets.curvatureFactor(from + k, label)));
    }
  }

  Floats x() {
    return x;
  }

  DeviceTargets targets() {
    return targets;
  }

  Floats weights() {
    return weights;
  }

  /** Losses by position; null where a fused pass sums them as it goes. */
  Floats losses() {
    return losses;
  }

  /** Correct rows by position; null where a fused pass counts them as it goes. */
  Ints correct() {
    return correct;
  }

  @Override
  public void close() {
    made.close();
  }

  private static float[] scaled(float[] weights) {
    float largest = 0f;
    for (float weight : weights) {
      largest = Math.max(largest, weight);
    }
    // As a double, because the exponent of a subnormal float says nothing about its magnitude.
    int exponent = Math.getExponent((double) largest);
    float[] scaled = new float[weights.length];
    for (int i = 0; i < weights.length; ++i) {
      scaled[i] = Canonical.flush(Math.scalb(weights[i], -exponent));
    }
    return scaled;
  }

  static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
