package org.logcl.error;

/**
 * No OpenCL runtime, platform or device answers the request. The message names the way out; the
 * command line exits with 2.
 */
public class DeviceUnavailableException extends LogclException {
  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  public DeviceUnavailableException(String message) {
    super(message);
  }

  /** An error with a message for the user and what caused it. */
  public DeviceUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
