package org.logcl.select;

import org.logcl.objective.Totals;
import org.logcl.train.TrainingResult.Status;

/**
 * What one fold's training at one penalty gave.
 *
 * @param heldOut totals of the fold's rows, their weights scaled by a power of two of the fold's
 *     own
 * @param weight sum of the weights of the fold's rows, as they are
 * @param nonzeroWeights weights that are not 0, intercepts apart
 * @param iterations of the optimizer
 * @param evaluations passes over the training rows
 * @param status how training ended
 */
public record FoldScore(
    Totals heldOut,
    double weight,
    int nonzeroWeights,
    int iterations,
    int evaluations,
    Status status) {}
