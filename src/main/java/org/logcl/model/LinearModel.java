package org.logcl.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.logcl.data.Labels;
import org.logcl.data.LittleEndianSha256;
import org.logcl.data.Names;
import org.logcl.data.Preparation;
import org.logcl.error.InputException;
import org.logcl.error.Quote;
import org.logcl.numerics.Orders;
import org.logcl.numerics.Steps;

/**
 * A linear classifier: logits z = x W + b over prepared features, and a head. Immutable and
 * thread-safe; lives on the heap, needs no device.
 */
public final class LinearModel {
  /** Metadata keys that the model file uses itself. */
  public static final Set<String> RESERVED_METADATA =
      Set.of(
          "format", "formatVersion", "head", "labels", "featureNames", "modelSha256", "fileSha256");

  private final Head head;
  private final Labels labels;
  private final List<String> featureNames;
  private final float[] weights;
  private final float[] bias;
  private final Preparation preparation;
  private final SortedMap<String, String> metadata;

  private LinearModel(
      Head head,
      Labels labels,
      List<String> featureNames,
      float[] weights,
      float[] bias,
      Preparation preparation,
      SortedMap<String, String> metadata) {
    this.head = head;
    this.labels = labels;
    this.featureNames = featureNames;
    this.weights = weights;
    this.bias = bias;
    this.preparation = preparation;
    this.metadata = metadata;
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
        Collections.emptySortedMap());
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
    return new LinearModel(head, labels, featureNames, weights, bias, preparation, copy);
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
      return new float[] {Steps.sigmoid(-z), Steps.sigmoid(z)};
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
    if (head == Head.MULTILABEL) {
      for (int c = 0; c < p.length; ++c) {
        p[c] = Steps.sigmoid(p[c]);
      }
      return p;
    }
    Steps.softmax(p.length, p, 0, lane);
    return p;
  }

  /**
   * The label of one raw row: the most probable class; ties go to the lowest, with the sigmoid head
   * to the second.
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

  /** Notes on where the model comes from; immutable. */
  public SortedMap<String, String> metadata() {
    return metadata;
  }

  /**
   * SHA-256 over what decides predictions; equal models have equal hashes whatever computed them,
   * and when. The layout, all little-endian (see {@link LittleEndianSha256} for texts): text
   * "logcl-model-1"; text head; int32 D; int32 logits; list of labels; list of feature names; D x
   * logits float32 W; logits float32 b; int32 1, D float64 means and D float64 scales, or int32 0
   * without standardisation.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String modelSha256() {
    LittleEndianSha256 hash = new LittleEndianSha256().put("logcl-model-1").put(head.label());
    hash.put(features()).put(logits()).put(labels.names()).put(featureNames);
    hash.put(weights).put(bias).put(preparation.standardization().isPresent() ? 1 : 0);
    preparation.standardization().ifPresent(step -> hash.put(step.mean()).put(step.scale()));
    return hash.hex();
  }

  private static void requireFinite(String what, float[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InputException(what + " " + i + " is " + values[i] + ", not finite");
      }
    }
  }
}
