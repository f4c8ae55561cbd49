package org.logcl.report;

import java.util.Locale;
import org.logcl.train.Convergence;
import org.logcl.train.IterationReport;
import org.logcl.train.TrainingResult.Status;

/** One line an iteration of a full-batch optimizer, and one at its end. */
public final class IterationLine {
  private IterationLine() {}

  /** The line of an iteration, without an end of line. */
  public static String of(IterationReport report) {
    String line =
        String.format(
            Locale.ROOT,
            "iteration %4d  objective %.6f  %s  gradient %.1e  %.2f s",
            report.iteration(),
            report.objective(),
            EpochLine.figures(report.training()),
            report.gradientNorm(),
            report.seconds());
    return report
        .validation()
        .map(held -> line + "  validation " + EpochLine.figures(held))
        .orElse(line);
  }

  /** How it ended: {@code lbfgs: converged after 23 iterations, 27 evaluations, ...}. */
  public static String summary(Status status, Convergence convergence) {
    return String.format(
        Locale.ROOT,
        "%s: %s after %d iterations, %d evaluations; largest component of the gradient %.1e",
        convergence.optimizer().label(),
        words(status),
        convergence.iterations(),
        convergence.evaluations(),
        convergence.gradientNorm());
  }

  private static String words(Status status) {
    return status.label().replace('_', ' ');
  }
}
