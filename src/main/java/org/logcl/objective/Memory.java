package org.logcl.objective;

/**
 * What a {@link Rule} remembers from step to step.
 *
 * @param velocity velocity or first moment, padded as the parameters
 * @param second second moment, padded; empty where no rule has had a use for it
 * @param power1 beta1 to the number of steps so far
 * @param power2 beta2 to the number of steps so far
 */
@SuppressWarnings("ArrayRecordComponent") // carries state; never compared
public record Memory(float[] velocity, float[] second, double power1, double power2) {}
