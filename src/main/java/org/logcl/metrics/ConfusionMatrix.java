package org.logcl.metrics;

import java.util.Arrays;

/** Counts of rows by true and predicted class. */
public final class ConfusionMatrix {
  private final long[][] counts;

  /** An empty matrix of so many classes. */
  public ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  /** Counts one row. */
  public void add(int trueClass, int predictedClass) {
    ++counts[trueClass][predictedClass];
  }

  /** Number of classes. */
  public int classes() {
    return counts.length;
  }

  /** Rows of a true class that were predicted as another, or the same. */
  public long count(int trueClass, int predictedClass) {
    return counts[trueClass][predictedClass];
  }

  /** Rows of a true class: its support. */
  public long support(int trueClass) {
    long sum = 0;
    for (long count : counts[trueClass]) {
      sum += count;
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

  /** Rows predicted as their true class. */
  public long correct() {
    long sum = 0;
    for (int c = 0; c < counts.length; ++c) {
      sum += counts[c][c];
    }
    return sum;
  }

  /** Share of a class's rows that were found; NaN where it has none. */
  public double recall(int trueClass) {
    return (double) counts[trueClass][trueClass] / support(trueClass);
  }

  /** Share of the rows predicted as a class that are of it; NaN where none was. */
  public double precision(int predictedClass) {
    long predicted = 0;
    for (long[] row : counts) {
      predicted += row[predictedClass];
    }
    return (double) counts[predictedClass][predictedClass] / predicted;
  }

  /** Log loss of the best constant prediction, the classes' shares in these rows. */
  public double priorLogLoss() {
    long[] supports = new long[counts.length];
    Arrays.setAll(supports, this::support);
    return Prior.logLoss(supports);
  }
}
