package org.logcl.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.logcl.calibrate.Calibration;
import org.logcl.calibrate.PlattScaling;
import org.logcl.calibrate.TemperatureScaling;
import org.logcl.data.Labels;
import org.logcl.data.LittleEndianSha256;
import org.logcl.data.Names;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/**
 * A linear classifier: logits z = x W + b over prepared features, and a head; where they were
 * fitted after training, a calibration of the logits and a decision threshold. Immutable and
 * thread-safe; lives on the heap, needs no device.
 */
public final class LinearModel {
  /** Metadata keys that the model file uses itself. */
  public static final Set<String> RESERVED_METADATA =
      Set.of(
          "format",
          "formatVersion",
          "head",
          "labels",
          "featureNames",
          "calibration",
          "calibrationTemperature",
          "calibrationA",
          "calibrationB",
          "decisionThreshold",
          "modelSha256",
          "fileSha256");

  private final Head head;
  private final Labels labels;
  private final List<String> featureNames;
  private final float[] weights;
  private final float[] bias;
  private final Preparation preparation;
  private final SortedMap<String, String> metadata;
  private final Optional<Calibration> calibration;
  private final OptionalDouble threshold;

  private LinearModel(
      Head head,
      Labels labels,
      List<String> featureNames,
      float[] weights,
      float[] bias,
      Preparation preparation,
      SortedMap<String, String> metadata,
      Optional<Calibration> calibration,
      OptionalDouble threshold) {
    this.head = head;
    this.labels = labels;
    this.featureNames = featureNames;
    this.weights = weights;
    this.bias = bias;
    this.preparation = preparation;
    this.metadata = metadata;
    this.calibration = calibration;
    this.threshold = threshold;
  }

  /**
   * A model without metadata.
   *
   * @param labels the classes, at least two; exactly two for the sigmoid head
   * @param featureNames D distinct names, at least one
   * @param weights W, D x logits, row-major, finite; copied
   * @param bias b, one for each logit, finite; copied
   * @param preparation what is done to the features first
   * @throws InputException if any of this does not hold or does not fit together
   */
  public static LinearModel of(
      Head head,
      Labels labels,
      List<String> featureNames,
      float[] weights,
      float[] bias,
      Preparation preparation) {
    int logits = head.logits(labels.count());
    List<String> names = Names.requireDistinct("feature name", featureNames);
    if (names.isEmpty()) {
      throw new InputException("a model needs at least 1 feature");
    }
    if (weights.length != (long) names.size() * logits || bias.length != logits) {
      throw new InputException(
          String.format(
              "%d weights and %d biases given; %d features and %d logits need %d and %d",
              weights.length,
              bias.length,
              names.size(),
              logits,
              (long) names.size() * logits,
              logits));
    }
    requireFinite("weight", weights);
    requireFinite("bias", bias);
    preparation
        .standardization()
        .filter(step -> step.columns() != names.size())
        .ifPresent(
            step -> {
              throw new InputException(
                  "the preparation was fitted on "
                      + step.columns()
                      + " columns, the model has "
                      + names.size()
                      + " features");
            });
    return new LinearModel(
        head,
        labels,
        names,
        weights.clone(),
        bias.clone(),
        preparation,
        Collections.emptySortedMap(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /**
   * The same model with this metadata instead of its own: free-form notes on where it comes from,
   * such as options, seed, device and versions. Metadata never changes {@link #modelSha256}.
   *
   * @throws InputException if a key is one of {@link #RESERVED_METADATA}, or a text is not valid
   *     Unicode
   */
  public LinearModel withMetadata(Map<String, String> notes) {
    notes.forEach(
        (key, value) -> {
          if (RESERVED_METADATA.contains(Names.requireUnicode("metadata key", key))) {
            throw new InputException(
                "metadata key " + Quote.of(key) + " is used by the model file itself");
          }
          Names.requireUnicode("metadata value", value);
        });
    SortedMap<String, String> copy = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    return with(copy, calibration, threshold);
  }

  /**
   * The same model with this calibration instead of its own. Its threshold goes: it was one of
   * other probabilities.
   *
   * @throws InputException if it has no meaning for the head
   */
  public LinearModel withCalibration(Calibration other) {
    head.requireCalibration(other.method());
    return with(metadata, Optional.of(other), OptionalDouble.empty());
  }

  /**
   * The same model with a decision threshold: the positive (second) class is predicted where its
   * probability, as float32, is at least this.
   *
   * @param probability from 0 to 1
   * @throws InputException if it is not, or the model does not have two classes of which one is
   *     true
   */
  public LinearModel withThreshold(double probability) {
    head.requireThreshold(classes());
    if (!(probability >= 0 && probability <= 1)) {
      throw new InputException(
          "The decision threshold is " + probability + "; it must be from 0 to 1.");
    }
    // + 0.0 makes +0 of -0: equal thresholds have equal bits.
    return with(metadata, calibration, OptionalDouble.of(probability + 0.0));
  }

  /** The same model without calibration and threshold: as it was trained. */
  public LinearModel uncalibrated() {
    return with(metadata, Optional.empty(), OptionalDouble.empty());
  }

  private LinearModel with(
      SortedMap<String, String> notes, Optional<Calibration> scaling, OptionalDouble decision) {
    return new LinearModel(
        head, labels, featureNames, weights, bias, preparation, notes, scaling, decision);
  }

  /**
   * Class probabilities of one raw row, in the order of the labels: prepared as at training, then
   * computed as every device computes them, bit for bit. With the multi-label head each label's
   * own, and their sum may be anything.
   *
   * @param row D finite features in the order of {@link #featureNames}
   * @throws InputException if there are not D features
   */
  public float[] probabilities(float[] row) {
    if (row.length != features()) {
      throw new InputException("the row has " + row.length + " features, the model " + features());
    }
    float[] x = new float[row.length];
    preparation.prepareRow(row, 0, x, 0, row.length);
    float[] lane = new float[Orders.LANES];
    if (head == Head.SIGMOID) {
      float z = Orders.laneDot(x.length, x, 0, weights, 0, lane) + bias[0];
      return calibration.isPresent()
          ? calibrated(new float[] {z})
          : new float[] {Steps.sigmoid(-z), Steps.sigmoid(z)};
    }
    float[] p = new float[bias.length];
    for (int d = 0; d < x.length; ++d) {
      for (int c = 0; c < p.length; ++c) {
        p[c] = Math.fma(x[d], weights[d * p.length + c], p[c]);
      }
    }
    for (int c = 0; c < p.length; ++c) {
      p[c] = p[c] + bias[c];
    }
    if (calibration.isPresent()) {
      return calibrated(p);
    }
    if (head == Head.MULTILABEL) {
      for (int c = 0; c < p.length; ++c) {
        p[c] = Steps.sigmoid(p[c]);
      }
      return p;
    }
    Steps.softmax(p.length, p, 0, lane);
    return p;
  }

  private float[] calibrated(float[] logits) {
    float[] p = new float[classes()];
    calibratedRow().orElseThrow().of(logits, 0).probabilities(p, 0);
    return p;
  }

  /** What computes this model's probabilities from its logits, where it is calibrated. */
  public Optional<CalibratedRow> calibratedRow() {
    return calibration.map(scaling -> new CalibratedRow(head, scaling, bias.length));
  }

  /**
   * The label of one raw row: the most probable class; ties go to the lowest, with the sigmoid head
   * to the second. With a threshold the second class from there on, else the first.
   */
  public String predict(float[] row) {
    return labels.name(predicted(probabilities(row), 0));
  }

  /**
   * The labels of one raw row, in their order: with the multi-label head those with a probability
   * of at least 1/2, perhaps none; with another head the one of {@link #predict}.
   */
  public List<String> predictLabels(float[] row) {
    float[] p = probabilities(row);
    if (head != Head.MULTILABEL) {
      return List.of(labels.name(predicted(p, 0)));
    }
    return predictedLabels(p, 0);
  }

  /**
   * The labels with a probability of at least 1/2, of those that begin at an offset of an array.
   */
  public List<String> predictedLabels(float[] probabilities, int at) {
    return IntStream.range(0, classes())
        .filter(c -> probabilities[at + c] >= 0.5f)
        .mapToObj(labels::name)
        .toList();
  }

  /**
   * The predicted class of the probabilities that begin at an offset of an array.
   *
   * @throws IllegalStateException with the multi-label head, which predicts labels and no class
   */
  public int predicted(float[] probabilities, int at) {
    if (threshold.isPresent()) {
      return probabilities[at + 1] >= threshold.getAsDouble() ? 1 : 0;
    }
    if (head == Head.MULTILABEL) {
      throw new IllegalStateException("a multi-label model predicts labels that go together");
    }
    if (head == Head.SIGMOID) {
      return probabilities[at + 1] >= probabilities[at] ? 1 : 0;
    }
    return Steps.softmaxBest(labels.count(), probabilities, at);
  }

  /** What turns logits into probabilities. */
  public Head head() {
    return head;
  }

  /** D, the number of features. */
  public int features() {
    return featureNames.size();
  }

  /** C, the number of classes. */
  public int classes() {
    return labels.count();
  }

  /** The number of logits: 1 for the sigmoid head, else C. */
  public int logits() {
    return bias.length;
  }

  /** W, D x logits, row-major; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  /** b, one for each logit; a copy. */
  public float[] bias() {
    return bias.clone();
  }

  /** The classes; with two the second is the positive one. */
  public Labels labels() {
    return labels;
  }

  /** D names; immutable. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** What is done to features before they meet the weights. */
  public Preparation preparation() {
    return preparation;
  }

  /** What is done to logits before the head, where something is. */
  public Optional<Calibration> calibration() {
    return calibration;
  }

  /** The probability from which on the second of two classes is predicted, where one was chosen. */
  public OptionalDouble threshold() {
    return threshold;
  }

  /** Notes on where the model comes from; immutable. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /**
   * SHA-256 over what decides predictions; equal models have equal hashes whatever computed them,
   * and when. The layout, all little-endian (see {@link LittleEndianSha256} for texts): text
   * "logcl-model-1"; text head; int32 D; int32 logits; list of labels; list of feature names; D x
   * logits float32 W; logits float32 b; int32 1, D float64 means and D float64 scales, or int32 0
   * without standardisation. With a calibration or a threshold there follow: text "calibration-1";
   * text method and float64 T, or float64 a and b, or an empty text without calibration; int32 1
   * and float64 threshold, or int32 0 without one.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String modelSha256() {
    LittleEndianSha256 hash = new LittleEndianSha256().put("logcl-model-1").put(head.label());
    hash.put(features()).put(logits()).put(labels.names()).put(featureNames);
    hash.put(weights).put(bias).put(preparation.standardization().isPresent() ? 1 : 0);
    preparation.standardization().ifPresent(step -> hash.put(step.mean()).put(step.scale()));
    if (calibration.isPresent() || threshold.isPresent()) {
      hash.put("calibration-1");
      hash.put(calibration.map(scaling -> scaling.method().label()).orElse(""));
      calibration.ifPresent(scaling -> hash.put(numbers(scaling)));
      hash.put(threshold.isPresent() ? 1 : 0);
      threshold.ifPresent(value -> hash.put(new double[] {value}));
    }
    return hash.hex();
  }

  private static double[] numbers(Calibration scaling) {
    if (scaling instanceof PlattScaling platt) {
      return new double[] {platt.a(), platt.b()};
    }
    return new double[] {((TemperatureScaling) scaling).temperature()};
  }

  private static void requireFinite(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InputException(what + " " + i + " is " + values[i] + ", not finite");
      }
    }
  }
}
