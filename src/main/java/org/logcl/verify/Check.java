package org.logcl.verify;

/** One piece of a verification: runs kernels on the device and on the twin, and compares. */
public interface Check {
  /** What it runs on, for messages. */
  String what();

  /** Runs; what it finds goes into the trial's stages. */
  void run(Trial trial);
}
