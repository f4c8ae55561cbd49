package org.logcl.opencl;

import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * PoCL replaces the JVM's handler for SIGFPE: the first integer division by zero in Java then
 * returns garbage instead of throwing. The launcher prevents it; a program that loads LogCL by
 * itself is told how, once.
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
    return "0".equals(environment.get("POCL_SIGFPE_HANDLER"))
        && environment.getOrDefault("LD_PRELOAD", "").contains("libjsig");
  }

  static String advice() {
    return "PoCL replaces signal handlers of the JVM. Start Java with POCL_SIGFPE_HANDLER=0 and LD_PRELOAD="
        + System.getProperty("java.home")
        + "/lib/libjsig.so in its environment, as the launcher does.";
  }
}
