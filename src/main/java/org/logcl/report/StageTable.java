package org.logcl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logcl.verify.Report;
import org.logcl.verify.Stage;

/** A verification as a table. */
public final class StageTable {
  private static final String NONE = "-";

  static final List<String> HEADER =
      List.of(
          "stage",
          "values",
          "differing bits",
          "worst absolute",
          "worst relative",
          "worst ulp",
          "share of bound");

  /** The column of the differing bits. */
  static final int DIFFERING = 2;

  private StageTable() {}

  /** The table, what went wrong, and the verdict. */
  public static List<String> of(Report report) {
    Table table = new Table(1, HEADER.toArray(String[]::new));
    for (Stage stage : report.stages()) {
      table.row(cells(stage).toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>(table.lines());
    report.stages().stream()
        .filter(stage -> !stage.offender().isEmpty())
        .forEach(stage -> lines.add("first in " + stage.stage() + ": " + stage.offender()));
    lines.add(verdict(report));
    return lines;
  }

  /** The cells of one stage; {@code -} where it has no truth. */
  static List<String> cells(Stage stage) {
    boolean truth = stage.hasTruth();
    return List.of(
        stage.stage(),
        String.format(Locale.ROOT, "%,d", stage.values()),
        String.format(Locale.ROOT, "%,d", stage.differingBits()),
        truth ? small(stage.worstAbsolute()) : NONE,
        truth ? small(stage.worstRelative()) : NONE,
        truth ? ulp(stage.worstUlp()) : NONE,
        truth ? share(stage) : NONE);
  }

  /** One line: whether the device computes what it should. */
  public static String verdict(Report report) {
    return String.format(
        Locale.ROOT,
        "%s: %,d differing bits, %,d values outside their bound, in %,d values of %d %s on %s",
        report.passed() ? "verified" : "NOT VERIFIED",
        report.differingBits(),
        report.outside(),
        report.values(),
        report.stages().size(),
        report.stages().size() == 1 ? "stage" : "stages",
        report.device());
  }

  /** An error in units of the last place. */
  static String ulp(double value) {
    return String.format(Locale.ROOT, value < 1000 ? "%.3f" : "%.2g", value);
  }

  private static String share(Stage stage) {
    return stage.withinBounds()
        ? String.format(Locale.ROOT, "%.2f", stage.shareOfBound())
        : "OUTSIDE";
  }

  private static String small(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2e", value);
  }
}
