package org.logcl.kernel;

/**
 * Where a pass leaves the weighted loss and the number of correct rows of each chunk.
 *
 * @param sums weighted losses by chunk
 * @param counts correct rows by chunk
 * @param at number of the pass's first chunk in both
 */
public record Chunks(Floats sums, Ints counts, int at) {}
