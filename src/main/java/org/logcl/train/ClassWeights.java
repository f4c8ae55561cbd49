package org.logcl.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.logcl.data.Dataset;
import org.logcl.data.Labels;
import org.logcl.data.TargetKind;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/**
 * How much the rows of each class count in the objective, besides their own weights. A weight is 0
 * or in [1e-30, 1e30]. Where labels go together, each weight is that of the positive side of a
 * label's loss, as in PyTorch's {@code BCEWithLogitsLoss(pos_weight=)}: {@code -q y log p - (1 - y)
 * log(1 - p)}.
 */
public sealed interface ClassWeights {
  /**
   * The weight of each class, in the order of the labels.
   *
   * @param rows the rows trained on, with their own weights
   * @throws InputException where these weights do not fit the classes
   */
  double[] of(Dataset rows);

  /** Every class counts alike. */
  static ClassWeights none() {
    return new ByLabel(Map.of());
  }

  /** Weights by label; a class that is not named has weight 1. */
  static ClassWeights of(Map<String, Double> weights) {
    return new ByLabel(weights);
  }

  /**
   * All classes have the same sum of weights: S / (classes * S_c), with S the sum of row weights
   * and S_c that of a class. Without row weights that is scikit-learn's rows / (classes * rows of
   * the class). A class without weight does not count among the classes.
   *
   * <p>Of labels that go together, (S - P_c) / P_c with P_c the sum of row weights times targets:
   * both sides of a label count alike. A label that all or no rows have keeps 1.
   */
  static ClassWeights balanced() {
    return new Balanced();
  }

  /**
   * Of two classes, the second, positive one weighs so much and the other 1: PyTorch's {@code
   * pos_weight}, but in the sum of weights too, by which the mean is taken. Of labels that go
   * together, the positive side of each label.
   */
  static ClassWeights positive(double weight) {
    return new Positive(weight);
  }

  /** Whether every class counts alike, whatever the rows. */
  default boolean isNone() {
    return equals(none());
  }

  /**
   * In a model's metadata: {@code none}, {@code balanced}, or a number for each class by commas.
   *
   * @param rows the rows trained on
   */
  default String note(Dataset rows) {
    if (isNone()) {
      return "none";
    }
    return Arrays.stream(of(rows)).mapToObj(Double::toString).collect(Collectors.joining(","));
  }

  /**
   * What {@link #note} wrote.
   *
   * @throws IllegalArgumentException where it wrote no such thing
   */
  static ClassWeights parse(String note, Labels labels) {
    if (note.equals("none")) {
      return none();
    }
    if (note.equals("balanced")) {
      return balanced();
    }
    String[] weights = note.split(",", -1);
    if (weights.length != labels.count()) {
      throw new IllegalArgumentException(weights.length + " weights of " + labels.count());
    }
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int c = 0; c < weights.length; ++c) {
      byLabel.put(labels.name(c), Double.valueOf(weights[c]));
    }
    return of(byLabel);
  }

  /**
   * Given ones.
   *
   * @param weights by label; a class that is not named has weight 1
   */
  record ByLabel(Map<String, Double> weights) implements ClassWeights {
    /** Checks every weight, and copies. */
    public ByLabel {
      weights = Map.copyOf(weights);
      weights.forEach(
          (label, weight) ->
              Allowed.requireCoefficient("weight of the class " + Quote.of(label), weight));
    }

    @Override
    public double[] of(Dataset rows) {
      double[] all = new double[rows.labels().count()];
      Arrays.fill(all, 1);
      weights.forEach((label, weight) -> all[index(rows.labels(), label)] = weight);
      return all;
    }

    private static int index(Labels labels, String label) {
      int index = labels.indexOf(label);
      if (index < 0) {
        throw new InputException(
            String.format(
                "There is a weight for the class %s, which the rows do not have; their classes are: %s.",
                Quote.of(label), Quote.of(labels.names())));
      }
      return index;
    }
  }

  /** See {@link #balanced}. */
  record Balanced() implements ClassWeights {
    @Override
    public double[] of(Dataset rows) {
      double[] sums = rows.weightByLabel(rows.weights());
      double total = 0;
      for (int row = 0; row < rows.rows(); ++row) {
        total += rows.hasWeights() ? rows.weights()[row] : 1;
      }
      if (rows.targetKind() == TargetKind.LABELS) {
        double all = total;
        return Arrays.stream(sums)
            .map(sum -> sum > 0 && sum < all ? (all - sum) / sum : 1)
            .toArray();
      }
      long present = Arrays.stream(sums).filter(sum -> sum > 0).count();
      double[] all = new double[sums.length];
      for (int c = 0; c < all.length; ++c) {
        all[c] = sums[c] > 0 ? total / (present * sums[c]) : 1;
      }
      return all;
    }

    @Override
    public String note(Dataset rows) {
      return "balanced";
    }
  }

  /**
   * See {@link #positive}.
   *
   * @param weight of the positive class
   */
  record Positive(double weight) implements ClassWeights {
    /** Checks the weight. */
    public Positive {
      Allowed.requireCoefficient("weight of the positive class", weight);
    }

    @Override
    public double[] of(Dataset rows) {
      if (rows.targetKind() == TargetKind.LABELS) {
        double[] all = new double[rows.labels().count()];
        Arrays.fill(all, weight);
        return all;
      }
      if (rows.labels().count() != 2) {
        throw new InputException(
            String.format(
                "A weight of the positive class is for two classes, of which the second is positive; the rows have %d. Weigh"
                    + " classes by their labels.",
                rows.labels().count()));
      }
      return new double[] {1, weight};
    }
  }
}
