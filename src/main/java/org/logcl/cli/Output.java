package org.logcl.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.logcl.error.FileFailureException;
import org.logcl.error.InputException;
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
  private static final Set<Path> STANDARD_OUTPUT =
      Set.of(Path.of("/dev/stdout"), Path.of("/dev/fd/1"), Path.of("/proc/self/fd/1"));

  private final Streams streams;
  private boolean fileOnStandardOutput;

  @Option(names = "--json", description = "Print the result as one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--quiet",
      description = "Say nothing along the way; results, warnings and errors only.")
  private boolean quiet;

  Output(Streams streams) {
    this.streams = streams;
  }

  /**
   * Tells that a file will be written. Where it is standard output, lines for people go to standard
   * error instead.
   *
   * @param option that names the file
   * @throws InputException where it is standard output and {@code --json} wants that
   */
  void willWrite(String option, Path file) {
    if (STANDARD_OUTPUT.contains(file.toAbsolutePath().normalize())) {
      if (json) {
        throw new InputException(
            "--json and " + option + " both go to standard output; name a file for " + option);
      }
      fileOnStandardOutput = true;
    }
  }

  /** Whether {@link #say} is heard: what would only be said need not be found out. */
  boolean speaks() {
    return !quiet;
  }

  /** Something said along the way. */
  void say(String line) {
    if (!quiet) {
      (json ? streams.err() : people()).println(line);
    }
  }

  /** A line of the result, for people. */
  void result(String line) {
    if (!json) {
      people().println(line);
    }
  }

  /** The result, for programs; nothing without {@code --json}. */
  void json(IoConsumer<JsonGenerator> body) {
    if (!json) {
      return;
    }
    try {
      Json.write(streams.out(), body);
    } catch (IOException e) {
      throw new FileFailureException("Cannot write standard output: " + e.getMessage(), e);
    }
  }

  /** Something the user should know, whatever was asked for. */
  void warn(String line) {
    streams.err().println("warning: " + line);
  }

  /** Progress on standard error; silent with {@code --quiet}. */
  Progress progress() {
    PrintStream nowhere =
        new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return quiet
        ? new Progress(nowhere, false)
        : new Progress(streams.err(), Boolean.getBoolean("logcl.terminal"));
  }

  private PrintStream people() {
    return fileOnStandardOutput ? streams.err() : streams.out();
  }
}
