package org.logcl.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.logcl.objective.Totals;

/**
 * Early stopping: watches the log loss of the validation rows from epoch to epoch or iteration to
 * iteration, and keeps the parameters that had the smallest.
 */
final class Patience {
  private final int patience;
  // Padded; null before the first finite loss.
  private float[] best;
  private int bestNumber;
  private double bestLoss = Double.POSITIVE_INFINITY;

  /**
   * @param patience how many without a smaller loss are enough; 0: none ever are, and nothing is
   *     kept
   */
  Patience(int patience) {
    this.patience = patience;
  }

  /**
   * Takes note of an epoch or iteration; whether patience is at its end.
   *
   * @param number of it
   * @param parameters those after it
   */
  boolean isOver(int number, Optional<Totals> held, Supplier<float[]> parameters) {
    if (patience == 0) {
      return false;
    }
    double loss = held.orElseThrow().logLoss();
    if (loss < bestLoss) {
      bestLoss = loss;
      bestNumber = number;
      best = parameters.get();
    }
    return number - bestNumber >= patience;
  }

  /** Number of the best, where there is one. */
  Optional<Integer> number() {
    return best == null ? Optional.empty() : Optional.of(bestNumber);
  }

  /** Parameters of the best, where there is one. */
  Optional<float[]> parameters() {
    return Optional.ofNullable(best);
  }

  /** Writes what it knows into a checkpoint's arrays. */
  void addTo(Map<String, double[]> arrays) {
    arrays.put("best", best == null ? new double[0] : TrainingState.doubles(best));
    arrays.put("bestOf", new double[] {bestNumber, bestLoss});
  }

  /** Takes up what {@link #addTo} wrote. */
  void resume(TrainingState state) {
    float[] kept = state.floats("best");
    best = kept.length == 0 ? null : kept;
    bestNumber = (int) state.numbers("bestOf")[0];
    bestLoss = state.numbers("bestOf")[1];
  }
}
