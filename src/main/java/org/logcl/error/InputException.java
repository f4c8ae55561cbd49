package org.logcl.error;

/**
 * The input is wrong: a file, an option or an argument. The user can mend it; the command line
 * exits with 2.
 */
public class InputException extends LogclException {
  private static final long serialVersionUID = 1L;

  /** An error with a message for the user. */
  public InputException(String message) {
    super(message);
  }

  /** An error with a message for the user and what caused it. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
