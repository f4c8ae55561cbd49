package org.logcl.verify;

/** Sees a verification's progress. */
public interface Listener {
  /** One that does nothing. */
  Listener NONE = new Listener() {};

  /** A round of checks begins, on inputs generated from a seed. */
  default void round(int number, long seed) {}

  /** A check begins: the {@code number}-th of {@code total}, on the input described. */
  default void check(int number, int total, String what) {}

  /** So many values of the check that runs are done; called by checks that take long. */
  default void progress(long done, long whole) {}

  /** A stage is complete; called for all stages at the end. */
  default void stage(Stage stage) {}
}
