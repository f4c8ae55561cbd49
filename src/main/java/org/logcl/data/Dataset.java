package org.logcl.data;

import static org.logcl.data.DatasetChecks.checkFeatures;
import static org.logcl.data.DatasetChecks.checkWeights;
import static org.logcl.data.DatasetChecks.requireSize;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.logcl.error.InputException;

/**
 * Dense rows: N x D float32 features, row-major, with the target of each row and its weight where
 * there are any. The arrays are shared with whoever made the data set and whoever asks for them, to
 * spare a copy of large data; nobody may change them.
 */
public final class Dataset {
  /** The longest array that Java virtual machines allocate reliably. */
  public static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  /**
   * How far from 1 the targets of a row may sum to and still be a distribution: decimals in a file
   * are rounded, and 0.333, 0.333, 0.333 is meant as one.
   */
  public static final double DISTRIBUTION_TOLERANCE = 2e-3;

  // Features whose hash takes about a millisecond.
  private static final int LONG_HASH = 1 << 18;

  private final FeatureValues features;
  private final int rows;
  private final int columns;
  private final List<String> featureNames;
  // Null where the rows are to be predicted.
  private final Targets targets;
  // Absent where every row weighs 1.
  private final float[] weights;
  // Null until somebody asks: hashing takes as long as a small training.
  private CompletableFuture<String> sha256;

  private Dataset(
      FeatureValues features,
      int rows,
      int columns,
      List<String> featureNames,
      Targets targets,
      float[] weights) {
    this.features = features;
    this.rows = rows;
    this.columns = columns;
    this.featureNames = featureNames;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Rows with their classes. The arrays are not copied.
   *
   * @param features N x D values, row-major, finite
   * @param rows N, at least 1
   * @param columns D, at least 1
   * @param featureNames D distinct names
   * @param labels the classes; a class may be without rows
   * @param targets N indices into the labels
   * @param weightsOrNull N weights, finite, none negative, not all 0; null if every row weighs 1
   * @throws InputException if any of this does not hold; a bad value is named with row and column
   */
  public static Dataset of(
      float[] features,
      int rows,
      int columns,
      List<String> featureNames,
      Labels labels,
      int[] targets,
      float[] weightsOrNull) {
    List<String> names = checkFeatures(features, rows, columns, featureNames);
    Targets classes = Targets.ofClasses(labels, targets, rows);
    checkWeights(weightsOrNull, rows);
    return new Dataset(new FeatureValues(features), rows, columns, names, classes, weightsOrNull);
  }

  /**
   * Rows with a distribution over the classes each: soft targets, or one-hot. The arrays are not
   * copied.
   *
   * @param distributions N x C values from 0 to 1, row-major, C the number of labels; each row sums
   *     to 1, within 0.002 for rounded decimals, and training divides by the sum
   * @throws InputException as {@link #of} does
   */
  public static Dataset ofDistributions(
      float[] features,
      int rows,
      int columns,
      List<String> featureNames,
      Labels labels,
      float[] distributions,
      float[] weightsOrNull) {
    List<String> names = checkFeatures(features, rows, columns, featureNames);
    Targets targets = Targets.ofDistributions(labels, distributions, rows);
    checkWeights(weightsOrNull, rows);
    return new Dataset(new FeatureValues(features), rows, columns, names, targets, weightsOrNull);
  }

  /**
   * Rows with any of several labels together, for the multi-label head. The arrays are not copied.
   *
   * @param labels at least two
   * @param values N x C values from 0 (the row has not the label) to 1 (it has), row-major, C the
   *     number of labels
   * @throws InputException as {@link #of} does
   */
  public static Dataset ofLabels(
      float[] features,
      int rows,
      int columns,
      List<String> featureNames,
      Labels labels,
      float[] values,
      float[] weightsOrNull) {
    List<String> names = checkFeatures(features, rows, columns, featureNames);
    Targets targets = Targets.ofLabels(labels, values, rows);
    checkWeights(weightsOrNull, rows);
    return new Dataset(new FeatureValues(features), rows, columns, names, targets, weightsOrNull);
  }

  /**
   * Rows without classes, to predict. The array is not copied.
   *
   * @param features N x D values, row-major, finite
   * @throws InputException as {@link #of} does
   */
  public static Dataset unlabelled(
      float[] features, int rows, int columns, List<String> featureNames) {
    List<String> names = checkFeatures(features, rows, columns, featureNames);
    return new Dataset(new FeatureValues(features), rows, columns, names, null, null);
  }

  /** N, the number of rows. */
  public int rows() {
    return rows;
  }

  /** D, the number of features. */
  public int columns() {
    return columns;
  }

  /** The N x D features, row-major: the array itself. */
  public float[] features() {
    return features.all();
  }

  /** D names; immutable. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** Whether the rows have targets, of any kind. */
  public boolean hasTargets() {
    return targets != null;
  }

  /**
   * What the rows' predictions are held against.
   *
   * @throws IllegalStateException if the rows have no targets
   */
  public TargetKind targetKind() {
    requireTargets();
    return targets.kind();
  }

  /**
   * The classes, or with {@link TargetKind#LABELS} the labels.
   *
   * @throws IllegalStateException if the rows have none
   */
  public Labels labels() {
    requireTargets();
    return targets.labels();
  }

  /**
   * The class of each row, as an index into the labels: the array itself. With {@link
   * TargetKind#DISTRIBUTIONS} the class with the largest share, the lowest of several.
   *
   * @throws IllegalStateException if the rows have none, or have {@link TargetKind#LABELS}
   */
  public int[] targets() {
    requireTargets();
    return targets.classes();
  }

  /**
   * The target of each row for each label, row-major [rows][labels]: the array itself.
   *
   * @throws IllegalStateException if the rows have none, or have {@link TargetKind#CLASSES}
   */
  public float[] targetValues() {
    requireTargets();
    return targets.values();
  }

  /** Whether rows have weights of their own. */
  public boolean hasWeights() {
    return weights != null;
  }

  /** The weight of each row, the array itself; null if every row weighs 1. */
  public float[] weights() {
    return weights;
  }

  /**
   * Some rows in the given order, copied; labels and their indices stay.
   *
   * @param chosen indices from 0 to N - 1, at least one; repeats are allowed
   * @throws InputException if there is none, one is out of range, or all their weights are 0
   */
  public Dataset subset(int[] chosen) {
    requireSize(chosen.length, columns);
    float[] values = new float[chosen.length * columns];
    float[] shares = weights == null ? null : new float[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      int row = chosen[i];
      if (row < 0 || row >= rows) {
        throw new InputException("row " + row + " is not among the rows 0 to " + (rows - 1));
      }
      System.arraycopy(features.all(), row * columns, values, i * columns, columns);
      if (shares != null) {
        shares[i] = weights[row];
      }
    }
    checkWeights(shares, chosen.length);
    Targets some = targets == null ? null : targets.subset(chosen);
    return new Dataset(
        new FeatureValues(values), chosen.length, columns, featureNames, some, shares);
  }

  /**
   * The same rows with other weights; the array is not copied.
   *
   * @param weightsOrNull N weights, finite, none negative, not all 0; null if every row weighs 1
   * @throws InputException if they are not so
   */
  public Dataset withWeights(float[] weightsOrNull) {
    checkWeights(weightsOrNull, rows);
    return new Dataset(features, rows, columns, featureNames, targets, weightsOrNull);
  }

  /**
   * What rows weigh by label: with classes the sum of the weights of each class's rows, else of
   * weights times target values, in double, in the order of the rows.
   *
   * @param weightsOrNull N weights instead of the rows' own; null if every row weighs 1
   * @return [labels]
   */
  public double[] weightByLabel(float[] weightsOrNull) {
    requireTargets();
    return targets.weightByLabel(weightsOrNull);
  }

  /**
   * The same rows with each share of their distributions multiplied by its class's factor, and then
   * divided by their sum.
   *
   * @param factors [labels], 0 or more; a row that has none left keeps its distribution
   */
  public Dataset withReweightedTargets(double[] factors) {
    requireTargets();
    return new Dataset(features, rows, columns, featureNames, targets.reweighted(factors), weights);
  }

  /**
   * The rows that are not of a class, which is no class any more. A copy.
   *
   * @throws InputException if there is no such class, or no row of another
   */
  public Dataset withoutClass(String label) {
    requireTargets();
    int[] kept = targets.rowsWithout(label);
    Dataset rest = subset(kept);
    return new Dataset(
        rest.features,
        kept.length,
        columns,
        featureNames,
        rest.targets.withoutLabel(label),
        rest.weights);
  }

  /**
   * The rows of a positive weight: a row of weight 0 is no row. Itself where every row has one,
   * else a copy.
   */
  public Dataset withoutWeightless() {
    if (weights == null) {
      return this;
    }
    int[] kept = IntStream.range(0, rows).filter(row -> weights[row] > 0).toArray();
    return kept.length == rows ? this : subset(kept);
  }

  /** The same rows with other features of the same shape, which the caller has checked. */
  Dataset withFeatures(float[] others) {
    return new Dataset(new FeatureValues(others), rows, columns, featureNames, targets, weights);
  }

  /**
   * SHA-256 of the data as parsed, so that a model can name what it was trained on. The layout, all
   * little-endian (see {@link LittleEndianSha256} for texts): text "logcl-data-1"; int64 N; int64
   * D; list of feature names; int32 1 for classes, 2 for distributions, 3 for labels that go
   * together, and the list of labels, or int32 0 without targets; N x D float32 features; N int32
   * classes, or N x C float32 values of the other two; int32 1 and N float32 weights, or int32 0
   * without weights.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String sha256() {
    return hashed(Runnable::run).join();
  }

  /**
   * Begins to hash on another core, if there is one and it takes long, so that {@link #sha256} need
   * not wait for all of it.
   */
  public void hashAhead() {
    if (features.all().length >= LONG_HASH && ForkJoinPool.getCommonPoolParallelism() > 0) {
      CompletableFuture<String> unused = hashed(ForkJoinPool.commonPool());
    }
  }

  private synchronized CompletableFuture<String> hashed(Executor by) {
    if (sha256 == null) {
      sha256 = CompletableFuture.supplyAsync(this::hash, by);
    }
    return sha256;
  }

  /** Whether every feature is +0 or has a magnitude from 2^-40 to 2^30. */
  boolean hasPlainFeatures() {
    return features.arePlain();
  }

  private String hash() {
    LittleEndianSha256 hash = new LittleEndianSha256().put("logcl-data-1");
    hash.put((long) rows).put((long) columns).put(featureNames);
    if (targets == null) {
      hash.put(0).put(features.all());
    } else {
      targets.putKind(hash);
      hash.put(features.all());
      targets.putValues(hash);
    }
    hash.put(weights == null ? 0 : 1);
    if (weights != null) {
      hash.put(weights);
    }
    return hash.hex();
  }

  private void requireTargets() {
    if (targets == null) {
      throw new IllegalStateException("this data set has no targets");
    }
  }
}
