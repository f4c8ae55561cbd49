package org.logcl.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.logcl.error.InputException;
import org.logcl.error.Quote;

/** The targets of some rows, of any {@link TargetKind}. Arrays are shared, as {@link Dataset}'s. */
final class Targets {
  private final TargetKind kind;
  private final Labels labels;
  // The class of each row, or the leading one of its distribution; null with LABELS.
  private final int[] classes;
  // Row-major [rows][labels]; null with CLASSES.
  private final float[] values;

  private Targets(TargetKind kind, Labels labels, int[] classes, float[] values) {
    this.kind = kind;
    this.labels = labels;
    this.classes = classes;
    this.values = values;
  }

  static Targets ofClasses(Labels labels, int[] classes, int rows) {
    if (classes.length != rows) {
      throw new InputException(classes.length + " targets given for " + rows + " rows");
    }
    for (int i = 0; i < rows; i++) {
      if (classes[i] < 0 || classes[i] >= labels.count()) {
        throw new InputException(
            String.format(
                "row %d: target %d is not among the classes 0 to %d",
                i, classes[i], labels.count() - 1));
      }
    }
    return new Targets(TargetKind.CLASSES, labels, classes, null);
  }

  static Targets ofDistributions(Labels labels, float[] values, int rows) {
    requireShares(labels, values, rows);
    for (int row = 0; row < rows; row++) {
      double sum = sum(values, row, labels.count());
      if (Math.abs(sum - 1) > Dataset.DISTRIBUTION_TOLERANCE) {
        throw new InputException(
            String.format(
                "row %d: its targets sum to %s; a distribution over classes sums to 1, within %s. Labels that go together, or"
                    + " are all absent, are for the multilabel head",
                row, (float) sum, Dataset.DISTRIBUTION_TOLERANCE));
      }
    }
    return new Targets(
        TargetKind.DISTRIBUTIONS, labels, leading(values, rows, labels.count()), values);
  }

  static Targets ofLabels(Labels labels, float[] values, int rows) {
    if (labels.count() < 2) {
      throw new InputException(
          "one label alone, "
              + Quote.of(labels.names())
              + ", is a matter of two classes: for several labels give at least 2");
    }
    requireShares(labels, values, rows);
    return new Targets(TargetKind.LABELS, labels, null, values);
  }

  TargetKind kind() {
    return kind;
  }

  Labels labels() {
    return labels;
  }

  int[] classes() {
    if (classes == null) {
      throw new IllegalStateException("these rows have labels that go together, not one class");
    }
    return classes;
  }

  float[] values() {
    if (values == null) {
      throw new IllegalStateException("these rows have one class each, and no other values");
    }
    return values;
  }

  Targets subset(int[] chosen) {
    int count = labels.count();
    int[] some = classes == null ? null : IntStream.of(chosen).map(row -> classes[row]).toArray();
    float[] shares = null;
    if (values != null) {
      shares = new float[chosen.length * count];
      for (int i = 0; i < chosen.length; i++) {
        System.arraycopy(values, chosen[i] * count, shares, i * count, count);
      }
    }
    return new Targets(kind, labels, some, shares);
  }

  /** The rows that are not of a class, which is no class any more: their numbers, ascending. */
  int[] rowsWithout(String label) {
    requireClasses(label);
    int ignored = labels.indexOf(label);
    if (ignored < 0) {
      throw new InputException(
          "there is no class "
              + Quote.of(label)
              + " to leave out; the classes are "
              + Quote.of(labels.names()));
    }
    int[] kept =
        IntStream.range(0, classes.length).filter(row -> classes[row] != ignored).toArray();
    if (kept.length == 0) {
      throw new InputException("every row is of the class to leave out, " + Quote.of(label));
    }
    return kept;
  }

  /** The same where no row is of a class, which is no class any more. */
  Targets withoutLabel(String label) {
    int ignored = labels.indexOf(label);
    int[] others = IntStream.of(classes).map(c -> c > ignored ? c - 1 : c).toArray();
    Labels rest =
        Labels.ofOrdered(labels.names().stream().filter(name -> !name.equals(label)).toList());
    return new Targets(kind, rest, others, null);
  }

  private void requireClasses(String label) {
    if (kind != TargetKind.CLASSES) {
      throw new InputException(
          "the label "
              + Quote.of(label)
              + " cannot be left out: these rows have a value for each label, and not one class");
    }
  }

  double[] weightByLabel(float[] weights) {
    int count = labels.count();
    double[] sums = new double[count];
    int rows = values == null ? classes.length : values.length / count;
    for (int row = 0; row < rows; row++) {
      double weight = weights == null ? 1 : weights[row];
      if (values == null) {
        sums[classes[row]] += weight;
      } else {
        for (int c = 0; c < count; c++) {
          sums[c] += weight * values[row * count + c];
        }
      }
    }
    return sums;
  }

  Targets reweighted(double[] factors) {
    int count = labels.count();
    float[] shares = values().clone();
    for (int at = 0; at < shares.length; at += count) {
      double sum = 0;
      for (int c = 0; c < count; c++) {
        sum += factors[c] * shares[at + c];
      }
      for (int c = 0; c < count && sum > 0; c++) {
        shares[at + c] = (float) (factors[c] * shares[at + c] / sum);
      }
    }
    return new Targets(kind, labels, classes, shares);
  }

  /** What of the hash stands before the features. */
  void putKind(LittleEndianSha256 hash) {
    hash.put(kind.code()).put(labels.names());
  }

  /** What of the hash stands after the features. */
  void putValues(LittleEndianSha256 hash) {
    if (kind == TargetKind.CLASSES) {
      hash.put(classes);
    } else {
      hash.put(values);
    }
  }

  private static double sum(float[] values, int row, int count) {
    double sum = 0;
    for (int c = 0; c < count; c++) {
      sum += values[row * count + c];
    }
    return sum;
  }

  private static void requireShares(Labels labels, float[] values, int rows) {
    int count = labels.count();
    if ((long) rows * count > Dataset.MOST_VALUES) {
      throw new InputException(
          rows + " rows x " + count + " labels are more than " + Dataset.MOST_VALUES + " values");
    }
    if (values.length != rows * count) {
      throw new InputException(
          values.length + " targets given, but " + rows + " x " + count + " expected");
    }
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw new InputException(
            String.format(
                "row %d, label %s: the target %s is not from 0 to 1",
                i / count, Quote.of(labels.name(i % count)), values[i]));
      }
    }
  }

  private static int[] leading(float[] values, int rows, int count) {
    int[] leading = new int[rows];
    Arrays.setAll(
        leading,
        row -> {
          int best = 0;
          for (int c = 1; c < count; c++) {
            best = values[row * count + c] > values[row * count + best] ? c : best;
          }
          return best;
        });
    return leading;
  }
}
