package org.logcl.error;

/**
 * An OpenCL call failed, or a device computes what it should not. Carries the call, the device and
 * the build log where there is one.
 */
public class DeviceException extends LogclException {
  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  public DeviceException(String message) {
    super(message);
  }

  /** An error with a message for the user and what caused it. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
