package org.logcl.testing;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Hears the warning of a session that is closed with open buffers. */
public final class LeakWatch extends Handler implements AutoCloseable {
  // Held here, because the log manager holds loggers weakly.
  private final Logger logger = Logger.getLogger("org.logcl.opencl.Session");
  private final List<String> warnings = new ArrayList<>();

  /** Begins to listen. */
  public LeakWatch() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** What was heard: one text for each session with leaks. */
  public List<String> warnings() {
    return warnings;
  }

  @Override
  public void publish(LogRecord record) {
    warnings.add(MessageFormat.format(record.getMessage(), record.getParameters()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
