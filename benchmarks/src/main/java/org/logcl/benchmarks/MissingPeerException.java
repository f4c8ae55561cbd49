package org.logcl.benchmarks;

/** A peer that this machine does not have, or that cannot do a case; the message says why. */
final class MissingPeerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingPeerException(String message) {
    super(message);
  }
}
