package org.logcl.cli;

import org.logcl.report.EpochLine;
import org.logcl.report.IterationLine;
import org.logcl.report.Progress;
import org.logcl.train.EpochReport;
import org.logcl.train.IterationReport;
import org.logcl.train.TrainingListener;

/** Tells a person how training goes. */
final class TrainingSpeaker implements TrainingListener, AutoCloseable {
  private final Output output;
  private final Progress progress;

  TrainingSpeaker(Output output) {
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
  public void progress(int epoch, int rowsDone, int rows) {
    progress.update("epoch " + epoch + ", rows", rowsDone, rows);
  }

  @Override
  public boolean epoch(EpochReport report) {
    progress.clear();
    output.say(EpochLine.of(report));
    return true;
  }

  /** Iterations 0, 1, 2, 5, 10, 20, 50, ...: there may be a thousand. */
  @Override
  public boolean iteration(IterationReport report) {
    int leading = report.iteration();
    while (leading >= 10 && leading % 10 == 0) {
      leading /= 10;
    }
    if (leading <= 2 || leading == 5) {
      progress.clear();
      output.say(IterationLine.of(report));
    }
    return true;
  }

  /** Takes away a line of progress that an exception would leave. */
  @Override
  public void close() {
    progress.clear();
  }
}
