package org.logcl.opencl;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * PoCL and the LLVM in it put their handlers in the place of the JVM's. LLVM's, for SIGSEGV too,
 * takes each signal for the process's end: it deletes what is being compiled and hands the next one
 * to the system, while a JVM stops its threads by such signals. So a program with several busy
 * threads ends without a word (measured on PoCL 3.1: within seconds, each time). PoCL's own, for
 * SIGFPE, makes the first integer division by zero return garbage instead of throwing. Signal
 * chaining of the JVM prevents all of it, and the launcher sets it up; a program that loads LogCL
 * by itself is told how, once.
 */
final class SignalHandlers {
  private static boolean told;

  private SignalHandlers() {}

  static synchronized void warnOnce(DeviceInfo device) {
    if (told || !device.isPocl() || areSafe(System.getenv())) {
      return;
    }
    told = true;
    System.getLogger(SignalHandlers.class.getName()).log(Level.WARNING, advice());
  }

  static boolean areSafe(Map<String, String> environment) {
    return environment.getOrDefault("LD_PRELOAD", "").contains("libjsig")
        || environment.getOrDefault("DYLD_INSERT_LIBRARIES", "").contains("libjsig");
  }

  static String advice() {
    Path lib = Path.of(System.getProperty("java.home"), "lib");
    Path mac = lib.resolve("libjsig.dylib");
    String setting =
        Files.exists(mac)
            ? "DYLD_INSERT_LIBRARIES=" + mac
            : "LD_PRELOAD=" + lib.resolve("libjsig.so");
    return "PoCL replaces signal handlers of the JVM: a program with several threads may end without a word, and an integer"
        + " division by zero may return garbage. Start Java with "
        + setting
        + " in its environment, as the launcher does.";
  }
}
