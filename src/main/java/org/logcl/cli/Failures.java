package org.logcl.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import org.logcl.error.DeviceUnavailableException;
import org.logcl.error.InputException;
import org.logcl.error.LogclException;
import org.logcl.error.Quote;
import org.logcl.error.TrainingInterruptedException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a failure, and the exit code. A stack trace only with LOGCL_DEBUG. */
final class Failures {
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;
  static final int INTERRUPTED = 130;

  private Failures() {}

  /** A failure of a command. */
  static int of(Throwable e, PrintStream err) {
    say(err, message(e));
    if (System.getenv("LOGCL_DEBUG") != null) {
      e.printStackTrace(err);
    }
    if (e instanceof InputException || e instanceof DeviceUnavailableException) {
      return BAD_INPUT;
    }
    return e instanceof TrainingInterruptedException ? INTERRUPTED : FAILED;
  }

  /** A command line that cannot be understood. */
  static int ofUsage(ParameterException e, PrintStream err) {
    CommandLine command = e.getCommandLine();
    say(err, usage(e, command));
    UnmatchedArgumentException.printSuggestions(e, Streams.writer(err));
    err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells what is allowed.");
    return BAD_INPUT;
  }

  /** Standard output that did not take what was written to it. */
  static int ofOutput(IOException e, PrintStream err) {
    String reason = String.valueOf(e.getMessage());
    // A reader that has seen enough, such as head(1), is no news to who started it.
    if (!reason.contains("Broken pipe")) {
      say(err, "Cannot write standard output: " + reason);
    }
    return FAILED;
  }

  private static String message(Throwable e) {
    if (e instanceof LogclException) {
      return e.getMessage();
    }
    if (e instanceof OutOfMemoryError) {
      return String.format(
          "Out of memory: Java's heap ends at %d MiB. Take fewer rows or columns, or give it more, such as"
              + " LOGCL_JAVA_OPTS=-Xmx16g in the environment of the launcher.",
          Runtime.getRuntime().maxMemory() >> 20);
    }
    return "Internal error, please report it with what LOGCL_DEBUG=1 in the environment shows: "
        + e;
  }

  private static String usage(ParameterException e, CommandLine command) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      String argument = Quote.of(unmatched.getUnmatched().get(0));
      return command.getParent() == null
          ? "There is no command " + argument
          : "Unexpected argument " + argument;
    }
    String message = e.getMessage();
    return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
  }

  private static void say(PrintStream err, String message) {
    boolean ends = message.endsWith(".") || message.contains("\n");
    err.println("logcl: " + message + (ends ? "" : "."));
  }
}
