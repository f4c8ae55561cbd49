package org.logcl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;

/** A verification as a table. */
public final class StageTable {
  private StageTable() {}

  /** The table, what went wrong, and the verdict. */
  public static List<String> of(Report report) {
    Table table =
        new Table(
            1,
            "stage",
            "values",
            "differing bits",
            "worst absolute",
            "worst relative",
            "worst ulp",
            "share of bound");
    for (Stage stage : report.stages()) {
      table.row(
          stage.stage(),
          String.format(Locale.ROOT, "%,d", stage.values()),
          Long.toString(stage.differingBits()),
          small(stage.worstAbsolute()),
          small(stage.worstRelative()),
          String.format(Locale.ROOT, stage.worstUlp() < 1000 ? "%.3f" : "%.2g", stage.worstUlp()),
          stage.withinBounds()
              ? String.format(Locale.ROOT, "%.2f", stage.shareOfBound())
              : "OUTSIDE");
    }
    List<String> lines = new ArrayList<>(table.lines());
    report.stages().stream()
        .filter(stage -> !stage.offender().isEmpty())
        .forEach(stage -> lines.add("first in " + stage.stage() + ": " + stage.offender()));
    lines.add(verdict(report));
    return lines;
  }

  /** One line: whether the device computes what it should. */
  public static String verdict(Report report) {
    long values = report.stages().stream().mapToLong(Stage::values).sum();
    long differing = report.stages().stream().mapToLong(Stage::differingBits).sum();
    long outside = report.stages().stream().mapToLong(Stage::outside).sum();
    return String.format(
        Locale.ROOT,
        "%s: %d differing bits, %d values outside their bound, in %,d values of %d stages on %s",
        report.passed() ? "verified" : "NOT VERIFIED",
        differing,
        outside,
        values,
        report.stages().size(),
        report.device());
  }

  private static String small(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }
}
