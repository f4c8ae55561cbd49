package org.logcl.report;

import java.util.Locale;
import org.logcl.objective.Totals;
import org.logcl.train.EpochReport;

/**
 * One line an epoch: {@code epoch 3/10 loss 0.4127 accuracy 1287/1437 (89.56%) 0.02 s}, validation
 * figures behind it.
 */
public final class EpochLine {
  private EpochLine() {}

  /** The line, without an end of line. */
  public static String of(EpochReport report) {
    int width = Integer.toString(report.epochs()).length();
    String line =
        String.format(
            Locale.ROOT,
            "epoch %" + width + "d/%d  %s  %.2f s",
            report.epoch(),
            report.epochs(),
            figures(report.training()),
            report.seconds());
    return report.validation().map(held -> line + "  validation " + figures(held)).orElse(line);
  }

  /** Log loss and accuracy of some rows. */
  public static String figures(Totals totals) {
    return String.format(
        Locale.ROOT,
        "loss %s  accuracy %d/%d (%.2f%%)",
        loss(totals.logLoss()),
        totals.correct(),
        totals.rows(),
        100 * totals.accuracy());
  }

  /** A log loss: four decimals; of what has gone astray, the order of magnitude. */
  public static String loss(double value) {
    return String.format(Locale.ROOT, value < 1e6 ? "%.4f" : "%.4e", value);
  }
}
