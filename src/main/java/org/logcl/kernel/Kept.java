package org.logcl.kernel;

/** What a backend keeps until this is closed; closed with the backend at the latest. */
@FunctionalInterface
public interface Kept extends AutoCloseable {
  /** Gives the memory back. Idempotent. */
  @Override
  void close();
}
