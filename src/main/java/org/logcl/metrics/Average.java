package org.logcl.metrics;

/** How figures of single classes become one, as scikit-learn's {@code average} names it. */
public enum Average {
  /** The plain mean over classes: a rare class counts as much as a frequent one. */
  MACRO,
  /** From sums over all classes: every row counts alike. */
  MICRO,
  /** The mean over classes, each by the weight of its true rows. */
  WEIGHTED
}
