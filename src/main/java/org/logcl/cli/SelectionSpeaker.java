package org.logcl.cli;

import java.util.Locale;
import org.logcl.report.Progress;
import org.logcl.report.SelectionTable;
import org.logcl.select.FoldScore;
import org.logcl.select.Selection;
import org.logcl.select.SelectionListener;

/** Tells a person how a choice goes: a line a fold, then the table. */
final class SelectionSpeaker implements SelectionListener, AutoCloseable {
  private final Output output;
  private final Progress progress;
  private int iterations;

  SelectionSpeaker(Output output) {
    this.output = output;
    progress = output.progress();
  }

  @Override
  public void warning(String message) {
    progress.clear();
    output.warn(message);
  }

  @Override
  public void note(String message) {
    progress.clear();
    output.say(message);
  }

  @Override
  public void point(int fold, int folds, int point, int points, FoldScore score) {
    progress.update("fold " + fold + "/" + folds + ", penalties", point, points);
    iterations += score.iterations();
    if (point < points) {
      return;
    }
    progress.clear();
    int width = Integer.toString(folds).length();
    output.say(
        String.format(
            Locale.ROOT,
            "fold %" + width + "d/%d  %d rows held out  %d penalties  %d iterations",
            fold,
            folds,
            score.heldOut().rows(),
            points,
            iterations));
    iterations = 0;
  }

  @Override
  public void scored(Selection selection) {
    SelectionTable.lines(selection).forEach(output::result);
    selection.advice().ifPresent(output::warn);
    output.result(
        String.format(
            "taken       %s (%s of %d penalties, %d folds)",
            SelectionTable.words(selection.choice().penalty()),
            selection.rule().label(),
            selection.points().size(),
            selection.folds()));
  }

  /** Takes away a line of progress that an exception would leave. */
  @Override
  public void close() {
    progress.clear();
  }
}
