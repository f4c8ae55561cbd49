package org.logcl.train;

import java.util.Optional;
import org.logcl.objective.Totals;

/**
 * One epoch.
 *
 * @param epoch from 1
 * @param epochs how many there will be
 * @param training running totals: each row scored before its batch's step
 * @param validation totals after the epoch, where there are validation rows
 * @param seconds wall time of the epoch, validation included
 */
public record EpochReport(
    int epoch, int epochs, Totals training, Optional<Totals> validation, double seconds) {}
