package org.logcl.solve;

import java.util.Optional;

/** Watches a solver, on its thread. */
@FunctionalInterface
public interface Monitor {
  /** Watches nothing. */
  Monitor NONE = iterate -> Optional.empty();

  /**
   * Called at the start and after each iteration.
   *
   * @return a reason to stop, or empty to go on
   */
  Optional<Ending> after(Iterate iterate);
}
