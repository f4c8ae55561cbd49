package org.logcl.select;

import org.logcl.train.TrainingResult;

/**
 * A choice, and the model of all rows that it gave.
 *
 * @param selection the scores and the choice
 * @param training the training of all rows at the chosen penalty, from zeros
 * @param seconds wall time of it all
 */
public record SelectionResult(Selection selection, TrainingResult training, double seconds) {}
