package org.logcl.benchmarks;

/** Short notes from long messages. */
final class Notes {
  private static final int LONGEST = 160;

  private Notes() {}

  /** The first line of what an exception says. */
  static String firstLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String line = message.lines().findFirst().orElse("");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
