package org.logcl.error;

/**
 * Reading or writing failed outside LogCL: no permission, disk full, device gone. The command line
 * exits with 1.
 */
public class FileFailureException extends LogclException {
  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  public FileFailureException(String message) {
    super(message);
  }

  /** An error with a message for the user and what caused it. */
  public FileFailureException(String message, Throwable cause) {
    super(message, cause);
  }
}
