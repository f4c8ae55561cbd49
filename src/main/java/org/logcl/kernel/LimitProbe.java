package org.logcl.kernel;

/** A probe of one limit: work to be timed, and proof that it was done. */
interface LimitProbe {
  /** Bytes, operations or launches of one pass. */
  double work();

  /** Gets ready for a round, untimed. The key differs from round to round and is below 1,024. */
  default void prepare(int key) {}

  /** Does so many passes and waits for them: what is timed. */
  void run(int passes, int key);

  /**
   * Compares the result of a round, untimed.
   *
   * @throws org.logcl.error.DeviceException where it is wrong
   */
  void check(int passes, int key);
}
