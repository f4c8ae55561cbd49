package org.logcl.verify;

/** Sees a verification's progress. */
public interface Listener {
  /** One that does nothing. */
  Listener NONE = new Listener() {};

  /** A check begins: the {@code number}-th of {@code total}, on the input described. */
  default void check(int number, int total, String what) {}

  /** A stage is complete; called for all stages at the end. */
  default void stage(Stage stage) {}
}
