package org.logcl.solve;

/**
 * What a solver found.
 *
 * @param last the point and its figures; its evaluations are all that were made
 * @param ending why it stopped
 */
public record Solution(Iterate last, Ending ending) {}
