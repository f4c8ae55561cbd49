package org.logcl.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a JVM of its own, for what needs another environment or a fresh process. The
 * environment is this one's, without what guards signal handlers or steers the JVM and the dynamic
 * linker, plus what a test sets.
 */
public final class ChildJvm {
  /** What chains signal handlers, on Linux. */
  public static final String LIBJSIG = System.getProperty("java.home") + "/lib/libjsig.so";

  private static final int SECONDS = 60;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> program = new ArrayList<>();

  /**
   * How it ended.
   *
   * @param status exit status
   * @param out standard output
   * @param err standard error
   */
  public record Ended(int status, String out, String err) {
    @Override
    public String toString() {
      return "exit status " + status + "\n--- out\n" + out + "--- err\n" + err;
    }
  }

  /** A process that runs. */
  public record Running(Process process, Path out, Path err) {
    /** Waits for its end. */
    public Ended end() throws IOException, InterruptedException {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("The child did not end within " + SECONDS + " s.\n" + ended());
      }
      return ended();
    }

    private Ended ended() throws IOException {
      Ended ended = new Ended(process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return ended;
    }
  }

  /** A JVM that will run the main method of {@code main}. */
  public ChildJvm(Class<?> main, String... arguments) {
    program.add(main.getName());
    program.addAll(List.of(arguments));
  }

  /** Sets a variable of its environment. */
  public ChildJvm with(String variable, Object value) {
    environment.put(variable, value.toString());
    return this;
  }

  /** Keeps the JVM's signal handlers, as the launcher does. */
  public ChildJvm withSignalChaining() {
    return with("LD_PRELOAD", LIBJSIG);
  }

  /** Adds an argument of the JVM. */
  public ChildJvm option(String option) {
    options.add(option);
    return this;
  }

  /** Has this command start the JVM, its own command line behind it. */
  public ChildJvm startedBy(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** Starts it. */
  public Running start() throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:-UsePerfData", "-Xmx256m", "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(program);
    Path out = Files.createTempFile("child", ".out");
    Path err = Files.createTempFile("child", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    List.of("POCL_SIGFPE_HANDLER", "LD_PRELOAD", "LD_LIBRARY_PATH", "JAVA_TOOL_OPTIONS")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /** Starts it and waits for its end. */
  public Ended run() throws IOException, InterruptedException {
    return start().end();
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
