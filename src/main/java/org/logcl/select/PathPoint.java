package org.logcl.select;

import java.util.List;
import java.util.function.ToIntFunction;
import org.logcl.train.Penalty;

/**
 * What cross-validation says of one penalty.
 *
 * @param penalty as it is for all rows
 * @param folds at least two
 */
public record PathPoint(Penalty penalty, List<FoldScore> folds) {
  /** Copies the list. */
  public PathPoint {
    folds = List.copyOf(folds);
  }

  /** Log loss of all held-out rows: the mean over rows by their weights, in nats. */
  public double meanLogLoss() {
    double loss = 0;
    double weight = 0;
    for (FoldScore fold : folds) {
      loss += fold.weight() * fold.heldOut().logLoss();
      weight += fold.weight();
    }
    return loss / weight;
  }

  /**
   * Standard error of {@link #meanLogLoss}: the root of sum_f W_f (L_f - mean)^2 / (W (k - 1)),
   * with L_f a fold's log loss, W_f the weight of its rows, W the sum and k the number of folds.
   * Folds of one weight give the standard deviation over folds by the root of k. That is glmnet's
   * {@code cvsd}.
   */
  public double standardError() {
    double mean = meanLogLoss();
    double squares = 0;
    double weight = 0;
    for (FoldScore fold : folds) {
      double deviation = fold.heldOut().logLoss() - mean;
      squares += fold.weight() * (deviation * deviation);
      weight += fold.weight();
    }
    return Math.sqrt(squares / weight / (folds.size() - 1));
  }

  /** Share of held-out rows that are right, unweighted. */
  public double accuracy() {
    long correct = 0;
    long rows = 0;
    for (FoldScore fold : folds) {
      correct += fold.heldOut().correct();
      rows += fold.heldOut().rows();
    }
    return (double) correct / rows;
  }

  /** Weights that are not 0, the mean over folds. */
  public double nonzeroWeights() {
    return (double) sum(FoldScore::nonzeroWeights) / folds.size();
  }

  /** Iterations of all folds together. */
  public int iterations() {
    return sum(FoldScore::iterations);
  }

  private int sum(ToIntFunction<FoldScore> figure) {
    return folds.stream().mapToInt(figure).sum();
  }
}
