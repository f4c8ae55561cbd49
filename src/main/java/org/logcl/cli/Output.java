package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.logcl.error.FileFailureException;
import org.logcl.io.IoConsumer;
import org.logcl.io.Json;
import org.logcl.report.Progress;
import picocli.CommandLine.Option;

/**
 * Where a command's words go: results to standard output, or one JSON object there with {@code
 * --json}; what is said along the way to standard output too, but to standard error beside JSON,
 * and nowhere with {@code --quiet}. Warnings go to standard error.
 */
final class Output {
  // Buffered only by lines: a pipe's reader sees an epoch when it ends. UTF-8 whatever the locale.
  private final PrintStream out = stream(FileDescriptor.out);
  private final PrintStream err = stream(FileDescriptor.err);

  @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--quiet",
      description = "Say nothing along the way; results, warnings and errors only.")
  private boolean quiet;

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  boolean isJson() {
    return json;
  }

  boolean isQuiet() {
    return quiet;
  }

  /** Something said along the way. */
  void say(String line) {
    if (!quiet) {
      (json ? err : out).println(line);
    }
  }

  /** A line of the result, for people. */
  void result(String line) {
    if (!json) {
      out.println(line);
    }
  }

  /** The result, for programs; nothing without {@code --json}. */
  void json(IoConsumer<JsonGenerator> body) {
    if (!json) {
      return;
    }
    try {
      Json.write(out, body);
      out.flush();
    } catch (IOException e) {
      throw new FileFailureException(
          "Standard output cannot be written: " + e.getMessage() + ".", e);
    }
    if (out.checkError()) {
      throw new FileFailureException("Standard output cannot be written.");
    }
  }

  /** Something the user should know, whatever was asked for. */
  void warn(String line) {
    err.println("warning: " + line);
  }

  /** Progress on standard error; silent with {@code --quiet}. */
  Progress progress() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return quiet
        ? new Progress(nowhere, false)
        : new Progress(err, Boolean.getBoolean("logcl.terminal"));
  }
}
