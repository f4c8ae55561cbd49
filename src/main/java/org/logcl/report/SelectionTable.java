package org.logcl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.logcl.select.PathPoint;
import org.logcl.select.Selection;
import org.logcl.train.Penalty;

/** The scores of a path of penalties as lines of text, one a penalty. */
public final class SelectionTable {
  private SelectionTable() {}

  /** The lines, without ends of line. */
  public static List<String> lines(Selection selection) {
    boolean l1 = selection.points().stream().anyMatch(point -> point.penalty().l1() > 0);
    boolean l2 = !l1 || selection.points().stream().anyMatch(point -> point.penalty().l2() > 0);
    Table table = new Table(0, header(l1, l2));
    for (int i = 0; i < selection.points().size(); ++i) {
      PathPoint point = selection.points().get(i);
      List<String> cells = penalty(point.penalty(), l1, l2);
      cells.add(EpochLine.loss(point.meanLogLoss()));
      cells.add(EpochLine.loss(point.standardError()));
      cells.add(String.format(Locale.ROOT, "%.2f%%", 100 * point.accuracy()));
      cells.add(String.format(Locale.ROOT, "%.1f", point.nonzeroWeights()));
      cells.add(Integer.toString(point.iterations()));
      cells.add(mark(selection, i));
      table.row(cells.toArray(new String[0]));
    }
    return table.lines();
  }

  /** A penalty, without what is 0 in it. */
  public static String words(Penalty penalty) {
    String l1 = "l1 " + figure(penalty.l1());
    String l2 = "l2 " + figure(penalty.l2());
    if (penalty.l1() == 0) {
      return l2;
    }
    return penalty.l2() == 0 ? l1 : l1 + ", " + l2;
  }

  private static String[] header(boolean l1, boolean l2) {
    List<String> cells = new ArrayList<>();
    if (l1) {
      cells.add("l1");
    }
    if (l2) {
      cells.add("l2");
    }
    cells.addAll(List.of("log loss", "std. error", "accuracy", "weights", "iterations", ""));
    return cells.toArray(new String[0]);
  }

  private static List<String> penalty(Penalty penalty, boolean l1, boolean l2) {
    List<String> cells = new ArrayList<>();
    if (l1) {
      cells.add(figure(penalty.l1()));
    }
    if (l2) {
      cells.add(figure(penalty.l2()));
    }
    return cells;
  }

  private static String mark(Selection selection, int i) {
    List<String> marks = new ArrayList<>();
    if (i == selection.best()) {
      marks.add("best");
    }
    if (i == selection.oneStandardError()) {
      marks.add("one-se");
    }
    return String.join(", ", marks);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
