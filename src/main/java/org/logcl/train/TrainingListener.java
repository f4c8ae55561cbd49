package org.logcl.train;

/** Sees training happen, on the thread that trains. */
public interface TrainingListener {
  /** Sees nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /** Something the user should know: a column on a wild scale, for one. */
  default void warning(String message) {}

  /** What was chosen for the user, and why. */
  default void note(String message) {}

  /** So many rows of an epoch are done; called a few times within a long epoch and at its end. */
  default void progress(int epoch, int rowsDone, int rows) {}

  /**
   * An epoch has ended.
   *
   * @return whether to go on; false ends training with the parameters as they are
   */
  default boolean epoch(EpochReport report) {
    return true;
  }

  /**
   * A full-batch optimizer has finished an iteration, or is at its start, iteration 0.
   *
   * @return whether to go on; false ends training with the parameters as they are
   */
  default boolean iteration(IterationReport report) {
    return true;
  }
}
