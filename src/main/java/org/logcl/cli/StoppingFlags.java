package org.logcl.cli;

import org.logcl.solve.Stopping;
import picocli.CommandLine.Option;

/** When training stops. */
final class StoppingFlags {
  @Option(
      names = "--gradient-tolerance",
      paramLabel = "TOLERANCE",
      defaultValue = "1e-6",
      description =
          "Full-batch optimizers stop where no component of the objective's gradient is larger; 0: never."
              + " Default: ${DEFAULT-VALUE}.")
  private double gradientTolerance;

  @Option(
      names = "--relative-tolerance",
      paramLabel = "TOLERANCE",
      defaultValue = "1e-9",
      description =
          "Full-batch optimizers stop where 5 iterations decrease the objective by a share no larger. Default: ${DEFAULT-VALUE}.")
  private double relativeTolerance;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most iterations of a full-batch optimizer. Default: ${DEFAULT-VALUE}.")
  private int maxIterations;

  @Option(
      names = "--max-seconds",
      paramLabel = "SECONDS",
      description =
          "Stop after the epoch or iteration that ends so late; such a model cannot be replayed. Default: no limit.")
  private Double maxSeconds;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Stop where N epochs or iterations brought no smaller log loss of the validation rows; the model is that of the best"
              + " one. 0: never. Default: ${DEFAULT-VALUE}.")
  private int patience;

  Stopping stopping() {
    return new Stopping(
        gradientTolerance,
        relativeTolerance,
        maxIterations,
        maxSeconds == null ? Stopping.DEFAULT.maxSeconds() : maxSeconds,
        patience);
  }
}
