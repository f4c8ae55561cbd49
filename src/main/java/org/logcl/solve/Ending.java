package org.logcl.solve;

/** Why a solver stopped. */
public enum Ending {
  /** The largest component of the (pseudo-)gradient is within its tolerance. */
  GRADIENT,
  /** The value has not decreased by more than its tolerance over some iterations. */
  DECREASE,
  /** No step along the descent direction gives a smaller value that the arithmetic can resolve. */
  PRECISION,
  /** After the most iterations allowed. */
  ITERATIONS,
  /** After the most seconds allowed. */
  SECONDS,
  /** Whoever watches asked for it. */
  STOPPED,
  /** Whoever watches lost patience with the validation rows' loss. */
  PATIENCE,
  /** Whoever watches found that there is no minimum. */
  UNBOUNDED,
  /** The start has no finite value or gradient. */
  DIVERGED
}
