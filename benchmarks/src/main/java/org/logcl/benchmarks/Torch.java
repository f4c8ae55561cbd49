package org.logcl.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;

/** PyTorch through DJL: eager, float32, on the processor, all cores. */
final class Torch {
  static final String NAME = "PyTorch";

  private static String failure;

  private Torch() {}

  /**
   * A manager of PyTorch's memory; the caller closes it.
   *
   * @throws MissingPeerException where PyTorch's library does not load, as on a system for which
   *     the benchmarks carry none
   */
  static NDManager manager() {
    if (failure == null) {
      try {
        System.setProperty(
            "ai.djl.pytorch.num_threads",
            Integer.toString(Runtime.getRuntime().availableProcessors()));
        Engine.getEngine(NAME);
        return NDManager.newBaseManager(ai.djl.Device.cpu(), NAME);
      } catch (RuntimeException | LinkageError e) {
        failure = "PyTorch by DJL: " + Notes.firstLine(e);
      }
    }
    throw new MissingPeerException(failure);
  }

  /** Its version, or a hyphen. */
  static String version() {
    return failure == null ? Engine.getEngine(NAME).getVersion() : "-";
  }
}
