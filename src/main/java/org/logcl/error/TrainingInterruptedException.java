package org.logcl.error;

/**
 * The training thread was interrupted. Nothing was written; the thread's interrupt flag is still
 * set.
 */
public class TrainingInterruptedException extends LogclException {
  private static final long serialVersionUID = 1L;

  /** An interruption with a message for the user. */
  public TrainingInterruptedException(String message) {
    super(message);
  }
}
