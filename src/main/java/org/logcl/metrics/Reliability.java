package org.logcl.metrics;

import java.util.ArrayList;
import java.util.List;
import org.logcl.error.InputException;

/**
 * How often what was predicted with a probability happened: the reliability diagram in bins of
 * equal width, and the calibration errors. Immutable.
 *
 * <p>Edges and sides are those of scikit-learn's {@code calibration_curve} with {@code
 * strategy="uniform"}. Expected and maximum calibration error as Guo, Pleiss, Sun and Weinberger
 * (2017), "On calibration of modern neural networks".
 */
public final class Reliability {
  /** Bins where nobody says how many: as Guo and others. */
  public static final int DEFAULT_BINS = 15;

  /** The most bins there may be. */
  public static final int MOST_BINS = 10_000;

  private final List<ReliabilityBin> bins;

  private Reliability(List<ReliabilityBin> bins) {
    this.bins = List.copyOf(bins);
  }

  /**
   * Of any event.
   *
   * @param probabilities N probabilities, from 0 to 1
   * @param happened whether it happened, N
   * @param weightsOrNull N weights; null if every row weighs 1
   * @param bins from 1 to {@link #MOST_BINS}
   * @throws InputException if any of this does not hold
   */
  public static Reliability of(
      double[] probabilities, boolean[] happened, double[] weightsOrNull, int bins) {
    Require.rows(probabilities.length);
    Require.length("outcome", happened.length, probabilities.length);
    Require.betweenZeroAndOne("probability", probabilities);
    Require.weights(weightsOrNull, probabilities.length);
    Counts counts = new Counts(bins);
    for (int i = 0; i < probabilities.length; ++i) {
      counts.add(probabilities[i], happened[i], weightsOrNull == null ? 1 : weightsOrNull[i]);
    }
    return counts.reliability();
  }

  /** Of the positive (second) class being the true one; for two classes. */
  public static Reliability ofPositiveClass(Predictions predictions, int bins) {
    Counts counts = new Counts(bins);
    for (int i = 0; i < predictions.rows(); ++i) {
      counts.add(predictions.probability(i, 1), predictions.target(i) == 1, predictions.weight(i));
    }
    return counts.reliability();
  }

  /** Of the predicted class being the true one, by its probability, the confidence. */
  public static Reliability ofPredictedClass(Predictions predictions, int bins, TieBreak ties) {
    double[] p = new double[predictions.classes()];
    Counts counts = new Counts(bins);
    for (int i = 0; i < predictions.rows(); ++i) {
      int predicted = ties.first(predictions.row(i, p));
      counts.add(p[predicted], predictions.target(i) == predicted, predictions.weight(i));
    }
    return counts.reliability();
  }

  /** All bins, from 0 to 1, empty ones too; immutable. */
  public List<ReliabilityBin> bins() {
    return bins;
  }

  /** Expected calibration error: the mean of the bins' gaps by their weight. */
  public double expectedError() {
    double sum = 0;
    double weight = 0;
    for (ReliabilityBin bin : bins) {
      sum += bin.weight() * bin.gap();
      weight += bin.weight();
    }
    return sum / weight;
  }

  /** Maximum calibration error: the largest gap of a bin. */
  public double maximumError() {
    double most = 0;
    for (ReliabilityBin bin : bins) {
      most = Math.max(most, bin.gap());
    }
    return most;
  }

  /** Sums in bins, row by row. */
  static final class Counts {
    private final long[] rows;
    private final double[] weights;
    private final double[] predicted;
    private final double[] happened;

    Counts(int bins) {
      if (bins < 1 || bins > MOST_BINS) {
        throw new InputException(
            "There are " + bins + " reliability bins asked for; allowed are 1 to " + MOST_BINS);
      }
      rows = new long[bins];
      weights = new double[bins];
      predicted = new double[bins];
      happened = new double[bins];
    }

    void add(double probability, boolean did, double weight) {
      int bin = bin(probability);
      ++rows[bin];
      weights[bin] += weight;
      predicted[bin] += weight * probability;
      happened[bin] += did ? weight : 0;
    }

    Reliability reliability() {
      List<ReliabilityBin> bins = new ArrayList<>();
      for (int k = 0; k < rows.length; ++k) {
        bins.add(
            new ReliabilityBin(
                edge(k),
                edge(k + 1),
                rows[k],
                weights[k],
                predicted[k] / weights[k],
                happened[k] / weights[k]));
      }
      return new Reliability(bins);
    }

    /** The number of inner edges below a probability. */
    private int bin(double probability) {
      int bin = Math.min((int) (probability * rows.length), rows.length - 1);
      while (bin > 0 && edge(bin) >= probability) {
        --bin;
      }
      while (bin < rows.length - 1 && edge(bin + 1) < probability) {
        ++bin;
      }
      return bin;
    }

    /** As NumPy's linspace computes it, so that a probability on an edge falls to the same side. */
    private double edge(int k) {
      return k == rows.length ? 1 : k * (1.0 / rows.length);
    }
  }
}
