package org.logcl.benchmarks;

/**
 * A training by mini-batches, from zeros, without penalty.
 *
 * @param epochs passes over the rows
 * @param batch rows of a batch
 * @param rate learning rate
 * @param wholeCall whether the whole call to train is timed, or an epoch within it, on average
 */
record Descent(int epochs, int batch, float rate, boolean wholeCall) {
  /** What a training of so many seconds in its epochs counts for. */
  double counted(double seconds) {
    return wholeCall ? seconds : seconds / epochs;
  }
}
