package org.logcl.select;

import java.util.Arrays;
import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.model.Head;
import org.logcl.train.Intercept;
import org.logcl.train.IterationReport;
import org.logcl.train.Optimizer;
import org.logcl.train.Targeting;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.WeightedRows;

/**
 * The best model whose weights are all 0: free intercepts give the shares that the classes, or each
 * of the labels that go together, have of the rows' weights, label smoothing and weights of the
 * labels' positive sides included; penalised ones and none are 0. A path begins here, where its
 * strongest penalty has the optimum, or nearly so.
 */
final class NullModel {
  // Of a class without rows, whose intercept would be minus infinity.
  private static final double LEAST_SHARE = 0x1p-24;

  private NullModel() {}

  /** The options with a training's start there. */
  static TrainingOptions asStart(TrainingOptions options, WeightedRows rows) {
    Head head = Targeting.head(rows.rows(), options.head());
    double[] shares = shares(rows, head, options.loss().labelSmoothing());
    float[] bias = new float[head.logits(shares.length)];
    if (options.penalty().intercept() == Intercept.FREE) {
      double[] logits =
          switch (head) {
            case SIGMOID -> new double[] {logOdds(shares[1])};
            case SOFTMAX -> centredLogs(shares);
            case MULTILABEL -> Arrays.stream(shares).map(NullModel::logOdds).toArray();
          };
      for (int c = 0; c < bias.length; ++c) {
        bias[c] = (float) logits[c];
      }
    }
    return options.withStart(new float[rows.rows().columns() * bias.length], bias);
  }

  private static double[] shares(WeightedRows rows, Head head, double smoothing) {
    double[] shares = rows.sumByClass();
    double sum = head == Head.MULTILABEL ? rows.sum() : Arrays.stream(shares).sum();
    double even = head == Head.MULTILABEL ? 0.5 : 1.0 / shares.length;
    for (int c = 0; c < shares.length; ++c) {
      shares[c] = (1 - smoothing) * (shares[c] / sum) + smoothing * even;
      if (rows.positiveWeights() != null) {
        shares[c] = weighted(shares[c], rows.positiveWeights()[c]);
      }
    }
    return shares;
  }

  /** The share of a label's positive side where it counts so much, and the other side 1. */
  private static double weighted(double share, double positiveWeight) {
    double positive = positiveWeight * share;
    double all = positive + (1 - share);
    return all == 0 ? share : positive / all;
  }

  // StrictMath: the same start on every machine.

  private static double logOdds(double share) {
    return StrictMath.log(Math.max(share, LEAST_SHARE))
        - StrictMath.log(Math.max(1 - share, LEAST_SHARE));
  }

  /** Less their mean: of the intercepts that give these shares, the smallest. */
  private static double[] centredLogs(double[] shares) {
    double[] logs = new double[shares.length];
    double mean = 0;
    for (int c = 0; c < logs.length; ++c) {
      logs[c] = StrictMath.log(Math.max(shares[c], LEAST_SHARE));
      mean += logs[c] / logs.length;
    }
    for (int c = 0; c < logs.length; ++c) {
      logs[c] -= mean;
    }
    return logs;
  }

  /**
   * Largest magnitude in the gradient of the mean loss there, as training computes it: with free
   * intercepts or none the smallest L1 penalty at which all weights are 0; with penalised ones that
   * at which all intercepts are 0 too.
   */
  static double steepest(
      Backend backend, Dataset rows, WeightedRows used, TrainingOptions options) {
    TrainingListener stopAtOnce =
        new TrainingListener() {
          @Override
          public boolean iteration(IterationReport report) {
            return false;
          }
        };
    TrainingOptions unpenalized =
        options.withOptimizer(Optimizer.OWLQN).withPenalty(options.penalty().withL1(0).withL2(0));
    return Trainer.train(backend, rows, Optional.empty(), asStart(unpenalized, used), stopAtOnce)
        .convergence()
        .orElseThrow()
        .gradientNorm();
  }
}
