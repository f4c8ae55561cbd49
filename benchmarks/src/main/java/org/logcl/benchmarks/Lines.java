package org.logcl.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table as cells of text. */
final class Lines {
  static final List<String> HEAD =
      List.of(
          "case",
          "size",
          "LogCL",
          "against",
          "its time",
          "ratio",
          "share of limit",
          "least-most",
          "must",
          "goal",
          "met");

  private Lines() {}

  /**
   * One line.
   *
   * @param first whether it is its case's first, which alone names the case
   * @param smoke whether nothing was measured, only run
   */
  static List<String> cells(Row row, boolean first, boolean smoke) {
    List<String> cells = new ArrayList<>();
    cells.add(first ? row.stem() + ": " + row.name() : "");
    cells.add(first ? row.size() : "");
    cells.add(first ? seconds(row.ours()) : "");
    cells.add(row.against() == null ? "" : row.against());
    cells.add(row.against() == null ? "" : row.isLimit() ? row.rate() : seconds(row.theirs()));
    cells.add(row.against() == null || row.isLimit() ? "" : ratio(row.ratio()) + "x");
    cells.add(row.isLimit() ? String.format(Locale.ROOT, "%.1f %%", row.ratio() * 100) : "");
    cells.add(row.against() == null ? "" : ratio(row.least()) + "-" + ratio(row.most()));
    cells.add(row.goal().map(goal -> goal.text(goal.must())).orElse(""));
    cells.add(row.goal().map(goal -> goal.text(goal.goal())).orElse(""));
    cells.add(smoke ? "" : row.goal().map(goal -> goal.verdict(row.figure())).orElse(""));
    return cells;
  }

  /** Lines with columns of equal width, as for a terminal; numbers stand to the left as well. */
  static String text(List<List<String>> lines) {
    int[] widths = widths(lines);
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder one = new StringBuilder();
      for (int i = 0; i < line.size(); ++i) {
        one.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append(one.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** The same as a table in Markdown. */
  static String markdown(List<List<String>> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); ++i) {
      text.append("| ").append(String.join(" | ", lines.get(i))).append(" |\n");
      if (i == 0) {
        text.append("| --- ".repeat(lines.get(0).size())).append("|\n");
      }
    }
    return text.toString();
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; ++i) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }

  private static String seconds(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, seconds < 0.01 ? "%.3f ms" : "%.1f ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f", ratio);
  }
}
