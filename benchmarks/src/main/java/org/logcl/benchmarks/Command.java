package org.logcl.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A whole process, from its start to its end. */
final class Command implements Contestant {
  private final String name;
  private final Path folder;
  private final List<String> command;

  /**
   * A command to run.
   *
   * @param folder where it runs
   */
  Command(String name, Path folder, List<String> command) {
    this.name = name;
    this.folder = folder;
    this.command = command;
  }

  /** A process without what {@code benchmarks/run} put into the environment for this JVM alone. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("LD_PRELOAD");
    builder.environment().remove("POCL_SIGFPE_HANDLER");
    return builder;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double seconds() {
    try {
      long start = System.nanoTime();
      Process process =
          builder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      double took = (System.nanoTime() - start) * 1e-9;
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + code + ":\n" + output);
      }
      return took;
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command) + " does not start.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while '" + name + "' ran.", e);
    }
  }
}
