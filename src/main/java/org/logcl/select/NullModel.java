package org.logcl.select;

import java.util.Optional;
import org.logcl.data.Dataset;
import org.logcl.kernel.Backend;
import org.logcl.model.Head;
import org.logcl.train.Intercept;
import org.logcl.train.IterationReport;
import org.logcl.train.Optimizer;
import org.logcl.train.Penalty;
import org.logcl.train.Trainer;
import org.logcl.train.TrainingListener;
import org.logcl.train.TrainingOptions;
import org.logcl.train.WeightedRows;

/**
 * The best model whose weights are all 0: free intercepts give the classes' shares of the rows'
 * weights; penalised ones and none are 0. A path begins here, where its strongest penalty has the
 * optimum, or nearly so.
 */
final class NullModel {
  // Of a class without rows, whose intercept would be minus infinity.
  private static final double LEAST_SHARE = 0x1p-24;

  private NullModel() {}

  /** The options with a training's start there. */
  static TrainingOptions asStart(TrainingOptions options, WeightedRows rows) {
    double[] logits = logits(rows.sumByClass());
    boolean sigmoid =
        options.head().map(head -> head == Head.SIGMOID).orElse(logits.length == 2)
            && logits.length == 2;
    float[] bias = new float[sigmoid ? 1 : logits.length];
    if (options.penalty().intercept() == Intercept.FREE) {
      for (int c = 0; c < bias.length; ++c) {
        bias[c] = (float) (sigmoid ? logits[1] - logits[0] : logits[c]);
      }
    }
    return options.withStart(new float[rows.rows().columns() * bias.length], bias);
  }

  /** Logarithms of the shares, less their mean: of those that give them, the smallest. */
  private static double[] logits(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    double[] logits = new double[sums.length];
    double mean = 0;
    for (int c = 0; c < sums.length; ++c) {
      // StrictMath: the same start on every machine.
      logits[c] = StrictMath.log(Math.max(sums[c] / total, LEAST_SHARE));
      mean += logits[c] / sums.length;
    }
    for (int c = 0; c < sums.length; ++c) {
      logits[c] -= mean;
    }
    return logits;
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
        options
            .withOptimizer(Optimizer.OWLQN)
            .withPenalty(new Penalty(0, 0, options.penalty().intercept()));
    return Trainer.train(backend, rows, Optional.empty(), asStart(unpenalized, used), stopAtOnce)
        .convergence()
        .orElseThrow()
        .gradientNorm();
  }
}
