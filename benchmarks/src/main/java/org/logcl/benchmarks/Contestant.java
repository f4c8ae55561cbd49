package org.logcl.benchmarks;

import java.util.Optional;

/** Something that is timed in turn with others: LogCL, a peer, or the device's limit. */
interface Contestant extends AutoCloseable {
  /** As the table names it. */
  String name();

  /**
   * Does the work once.
   *
   * @return the seconds it took; of a limit, the seconds that it allows for the work
   */
  double seconds();

  /** What it computes, where that can be compared. */
  default Optional<Answer> answer() {
    return Optional.empty();
  }

  /** Measures other ways to do the work, where there are any, and keeps the fastest. */
  default void chooseBest() {}

  /** Gives memory and processes back. */
  @Override
  default void close() {}

  /** Seconds that some work takes. */
  static double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}
