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

  /** Throws where the thread was interrupted; its flag stays set. */
  public static void check(String message) {
    if (Thread.currentThread().isInterrupted()) {
      throw new TrainingInterruptedException(message);
    }
  }
}
