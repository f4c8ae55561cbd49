package org.logcl.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Pythons of this machine and what they can import. */
final class Python {
  private final Path root;
  private final Map<String, Optional<String>> known = new HashMap<>();

  Python(Path root) {
    this.root = root;
  }

  /** A script of the peers. */
  String script(String name) {
    return root.resolve("benchmarks/peers").resolve(name).toString();
  }

  /**
   * A Python for which an expression, such as an import, succeeds.
   *
   * @param needed what must run without an error
   * @param what it is, for the message
   * @throws MissingPeerException where there is none
   */
  String with(String needed, String what) {
    return known
        .computeIfAbsent(needed, this::find)
        .orElseThrow(
            () ->
                new MissingPeerException(
                    what + ": no Python here has it (LOGCL_PYTHON names another one)"));
  }

  private Optional<String> find(String needed) {
    List<String> candidates = new ArrayList<>(List.of("python3", "/usr/bin/python3"));
    if (System.getenv("LOGCL_PYTHON") != null) {
      candidates.add(0, System.getenv("LOGCL_PYTHON"));
    }
    return candidates.stream().filter(python -> runs(python, needed)).findFirst();
  }

  private static boolean runs(String python, String needed) {
    try {
      Process process =
          Command.builder(List.of(python, "-c", needed))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
