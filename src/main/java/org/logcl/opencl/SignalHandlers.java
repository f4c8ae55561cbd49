package org.logcl.opencl;

import java.lang.System.Logger.Level;
import java.util.Map;

/**
 * PoCL replaces the JVM's handler for SIGFPE: the first integer division by zero in Java then
 * returns garbage instead of throwing. Either of two settings prevents it (measured on PoCL 3.1);
 * the launcher makes both. A program that loads LogCL by itself is told how, once.
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
        || environment.getOrDefault("LD_PRELOAD", "").contains("libjsig")
        || environment.getOrDefault("DYLD_INSERT_LIBRARIES", "").contains("libjsig");
  }

  static String advice() {
    return "PoCL replaces a signal handler of the JVM: an integer division by zero in Java would return garbage instead of"
        + " throwing. Start Java with POCL_SIGFPE_HANDLER=0 in its environment, as the launcher does.";
  }
}
