package org.logcl.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.logcl.error.LogclException;
import org.logcl.opencl.OpenCl;

/**
 * Loads OpenCL beside the parsing of the command line, where the command will want it: both take
 * about 70 ms and neither needs the other.
 */
final class HeadStart {
  private static final Set<String> COMMANDS =
      Set.of("demo", "devices", "train", "select", "evaluate", "calibrate", "predict", "verify");
  private static final List<String> WITHOUT =
      List.of("reference", "--device=reference", "-h", "--help", "-V", "--version");

  private final Thread thread;

  /** Begins, where these arguments will come to ask for OpenCL devices. */
  HeadStart(String... arguments) {
    thread = new Thread(HeadStart::load, "loading OpenCL");
    if (isWorthIt(arguments)) {
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** To err costs time and nothing else: whoever needs OpenCL loads it. */
  static boolean isWorthIt(String... arguments) {
    List<String> given = Arrays.asList(arguments);
    return !given.isEmpty()
        && COMMANDS.contains(given.get(0))
        && WITHOUT.stream().noneMatch(given::contains);
  }

  private static void load() {
    try {
      OpenCl.devices();
    } catch (LogclException e) {
      // Nobody asked yet; who asks for a device will be told the same.
    }
  }

  /** Waits: a runtime must not be in the middle of its start when the process ends. */
  void await() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
