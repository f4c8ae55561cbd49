package org.logcl.opencl;

import org.jocl.CL;
import org.logcl.error.DeviceException;

/**
 * The one place where an OpenCL return code becomes an exception: it names the call, the device and
 * the code.
 */
final class Calls {
  private Calls() {}

  /**
   * Returns where the code is CL_SUCCESS.
   *
   * @throws DeviceException else
   */
  static void check(int code, String call, String device) {
    if (code != CL.CL_SUCCESS) {
      throw failure(code, call, device, "");
    }
  }

  /** The exception for a failed call; details such as a build log follow on lines of their own. */
  static DeviceException failure(int code, String call, String device, String details) {
    String message = call + " failed on " + device + ": " + name(code) + advice(code);
    return new DeviceException(details.isBlank() ? message : message + "\n" + details.strip());
  }

  /** The code's name and number, as {@code CL_OUT_OF_RESOURCES (-5)}. */
  static String name(int code) {
    return CL.stringFor_errorCode(code).replaceAll("^INVALID.*", "unknown error")
        + " ("
        + code
        + ")";
  }

  private static String advice(int code) {
    boolean memory =
        code == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE
            || code == CL.CL_OUT_OF_RESOURCES
            || code == CL.CL_OUT_OF_HOST_MEMORY;
    return memory
        ? ". The device is out of memory or was lost: use less data, another --device, or --device reference."
        : "";
  }
}
