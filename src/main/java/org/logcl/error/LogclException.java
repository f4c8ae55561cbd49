package org.logcl.error;

/**
 * Base of every exception that LogCL throws on purpose; the message is meant for the user as it
 * stands.
 */
public abstract class LogclException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  protected LogclException(String message) {
    super(message);
  }

  /** An error with a message for the user and what caused it. */
  protected LogclException(String message, Throwable cause) {
    super(message, cause);
  }
}
