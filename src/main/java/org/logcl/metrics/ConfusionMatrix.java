package org.logcl.metrics;

import java.util.function.IntToDoubleFunction;

/**
 * Rows by true and predicted class, counted and by weight, and what follows from them. Counts are
 * of rows; shares and averages are by weight, which is the same where every row weighs 1.
 *
 * <p>Where a class has no rows, its recall is NaN; where it was never predicted, its precision is;
 * averages take such a value as 0, as scikit-learn does with {@code zero_division=0}.
 */
public final class ConfusionMatrix {
  private final long[][] counts;
  // Absent as long as every row weighs 1.
  private double[][] weights;

  /** An empty matrix of so many classes. */
  public ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Of predictions: a row's predicted class is its most probable one. */
  public static ConfusionMatrix of(Predictions predictions, TieBreak ties) {
    ConfusionMatrix matrix = new ConfusionMatrix(predictions.classes());
    double[] p = new double[predictions.classes()];
    for (int i = 0; i < predictions.rows(); ++i) {
      matrix.add(predictions.target(i), ties.first(predictions.row(i, p)), predictions.weight(i));
    }
    return matrix;
  }

  /** Counts one row. */
  public void add(int trueClass, int predictedClass) {
    add(trueClass, predictedClass, 1);
  }

  /** Counts one row with a weight, finite and not negative. */
  public void add(int trueClass, int predictedClass, double weight) {
    if (weights == null && weight != 1) {
      weights = new double[counts.length][counts.length];
      for (int t = 0; t < counts.length; ++t) {
        for (int p = 0; p < counts.length; ++p) {
          weights[t][p] = counts[t][p];
        }
      }
    }
    ++counts[trueClass][predictedClass];
    if (weights != null) {
      weights[trueClass][predictedClass] += weight;
    }
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Rows of a true class that were predicted as another, or the same. */
  public long count(int trueClass, int predictedClass) {
    return counts[trueClass][predictedClass];
  }

  /** The same by weight. */
  public double weight(int trueClass, int predictedClass) {
    return weights == null ? counts[trueClass][predictedClass] : weights[trueClass][predictedClass];
  }

  /** Rows of a true class: its support. */
  public long support(int trueClass) {
    long sum = 0;
    for (long count : counts[trueClass]) {
      sum += count;
    }
    return sum;
  }

  /** Weight of the rows of a true class. */
  public double supportWeight(int trueClass) {
    double sum = 0;
    for (int p = 0; p < counts.length; ++p) {
      sum += weight(trueClass, p);
    }
    return sum;
  }

  /** All rows. */
  public long rows() {
    long sum = 0;
    for (int c = 0; c < counts.length; ++c) {
      sum += support(c);
    }
    return sum;
  }

  /** Weight of all rows. */
  public double weight() {
    return sum(this::supportWeight);
  }

  /** Rows predicted as their true class. */
  public long correct() {
    long sum = 0;
    for (int c = 0; c < counts.length; ++c) {
      sum += counts[c][c];
    }
    return sum;
  }

  /** Share of the rows that were predicted as their true class; NaN where there are none. */
  public double accuracy() {
    return sum(c -> weight(c, c)) / weight();
  }

  /**
   * Mean recall of the classes that have rows, as scikit-learn's {@code balanced_accuracy_score};
   * NaN where there are none.
   */
  public double balancedAccuracy() {
    double sum = 0;
    int classes = 0;
    for (int c = 0; c < counts.length; ++c) {
      if (supportWeight(c) > 0) {
        sum += recall(c);
        ++classes;
      }
    }
    return sum / classes;
  }

  /** Share of a class's rows that were found; NaN where it has none. */
  public double recall(int trueClass) {
    return weight(trueClass, trueClass) / supportWeight(trueClass);
  }

  /** Share of the rows predicted as a class that are of it; NaN where none was. */
  public double precision(int predictedClass) {
    return weight(predictedClass, predictedClass) / predictedWeight(predictedClass);
  }

  /**
   * Harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN); NaN where the class has no rows
   * and was never predicted.
   */
  public double f1(int c) {
    return 2 * weight(c, c) / (supportWeight(c) + predictedWeight(c));
  }

  /** Average precision of the predicted classes; not the area under the precision-recall curve. */
  public double precision(Average average) {
    return average(average, this::precision);
  }

  /** Average recall. */
  public double recall(Average average) {
    return average(average, this::recall);
  }

  /** Average F1: the mean of the classes' F1, not F1 of the means. */
  public double f1(Average average) {
    return average(average, this::f1);
  }

  /** Log loss of the best constant prediction, the classes' shares in these rows, by weight. */
  public double priorLogLoss() {
    double[] supports = new double[counts.length];
    for (int c = 0; c < supports.length; ++c) {
      supports[c] = supportWeight(c);
    }
    return Prior.logLoss(supports);
  }

  /**
   * MACRO is the mean over the classes that have rows or were predicted: another says nothing about
   * the model. With one true and one predicted class for each row, every MICRO average is accuracy.
   */
  private double average(Average average, IntToDoubleFunction figure) {
    IntToDoubleFunction defined =
        c -> {
          double value = figure.applyAsDouble(c);
          return Double.isNaN(value) ? 0 : value;
        };
    return switch (average) {
      case MACRO -> sum(defined) / present();
      case MICRO -> accuracy();
      case WEIGHTED -> sum(c -> supportWeight(c) * defined.applyAsDouble(c)) / weight();
    };
  }

  private int present() {
    int present = 0;
    for (int c = 0; c < counts.length; ++c) {
      long predicted = 0;
      for (long[] row : counts) {
        predicted += row[c];
      }
      present += predicted > 0 || support(c) > 0 ? 1 : 0;
    }
    return present;
  }

  private double predictedWeight(int c) {
    double sum = 0;
    for (int t = 0; t < counts.length; ++t) {
      sum += weight(t, c);
    }
    return sum;
  }

  private double sum(IntToDoubleFunction figure) {
    double sum = 0;
    for (int c = 0; c < counts.length; ++c) {
      sum += figure.applyAsDouble(c);
    }
    return sum;
  }
}
