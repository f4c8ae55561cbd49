package org.logcl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logcl.statistics.Coefficient;
import org.logcl.statistics.Coefficient.Interval;
import org.logcl.statistics.Summary;

/** Statistics of coefficients as lines of text, in the manner of R's {@code summary(glm)}. */
public final class SummaryTable {
  // R's: a p smaller than this is one minus a double next to 1.
  private static final double LEAST_P = Math.ulp(1.0);

  private final Summary summary;
  private final double level;

  /**
   * A table to be.
   *
   * @param level of confidence of the intervals, in (0, 1)
   */
  public SummaryTable(Summary summary, double level) {
    this.summary = summary;
    this.level = level;
  }

  /** The lines, without ends of line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("standard errors " + summary.errors().description());
    if (summary.isStandardized()) {
      add(lines, "coefficients of the standardised columns, as trained", summary.coefficients());
    }
    add(lines, "coefficients of the columns as they are", summary.rawCoefficients());
    lines.add("codes: 0 '***' 0.001 '**' 0.01 '*' 0.05 '.' 0.1 ' ' 1; intervals are Wald's");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "null deviance      %s on %d degrees of freedom",
            figure(summary.nullDeviance()),
            summary.nullDegreesOfFreedom()));
    lines.add(
        String.format(
            Locale.ROOT,
            "residual deviance  %s on %s degrees of freedom",
            figure(summary.residualDeviance()),
            whole(summary.residualDegreesOfFreedom())));
    lines.add(
        String.format(
            Locale.ROOT,
            "AIC                %s, dispersion %d, %s parameters",
            figure(summary.aic()),
            Summary.DISPERSION,
            whole(summary.parameters())));
    lines.add(
        String.format(
            Locale.ROOT,
            "Fisher scoring     %d iterations from the trained model; no coefficient moved by more than"
                + " %.1e standard errors",
            summary.newtonSteps(),
            summary.largestChange()));
    lines.add("");
    return lines;
  }

  private void add(List<String> lines, String title, List<Coefficient> coefficients) {
    lines.add("");
    lines.add(title);
    String lower = percent((1 - level) / 2);
    String upper = percent((1 + level) / 2);
    Table table =
        new Table(1, "", "estimate", "std. error", "z value", "Pr(>|z|)", "   ", lower, upper);
    for (Coefficient one : coefficients) {
      Interval interval = one.interval(level);
      table.row(
          one.name(),
          figure(one.estimate()),
          figure(one.standardError()),
          String.format(Locale.ROOT, "%.3f", one.z()),
          one.p() < LEAST_P ? "<2e-16" : String.format(Locale.ROOT, "%.3g", one.p()),
          String.format(Locale.ROOT, "%-3s", code(one.p())),
          figure(interval.lower()),
          figure(interval.upper()));
    }
    lines.addAll(table.lines());
  }

  private static String code(double p) {
    if (p < 0.001) {
      return "***";
    }
    if (p < 0.01) {
      return "**";
    }
    if (p < 0.05) {
      return "*";
    }
    return p < 0.1 ? "." : "";
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  /** With a penalty, degrees of freedom have a fraction. */
  private static String whole(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** Such as 2.5 %; the 97.49999999999999 of double is 97.5. */
  private static String percent(double share) {
    String text = String.format(Locale.ROOT, "%.6f", 100 * share);
    return text.replaceAll("\\.?0+$", "") + " %";
  }
}
