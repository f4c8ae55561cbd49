package org.logcl.bench;

import org.logcl.kernel.Limit;

/**
 * A case and how fast it was. Medians over rounds; NaN where there is no such figure.
 *
 * @param name of the case
 * @param rows N
 * @param features D
 * @param classes C
 * @param batchRows rows of a batch; 0 for a single pass
 * @param epochs of the training; 0 for a single pass
 * @param rounds that were timed
 * @param seconds of one pass, or of one call to train
 * @param rate work a second, in the unit
 * @param unit GB/s, GFLOP/s or steps/s
 * @param limit that binds most; a step has two launches
 * @param share of that limit, median of the ratios within a round. Over 1 where a single launch
 *     does many steps
 * @param referenceRatio seconds of {@code reference} by seconds of the device, median of the ratios
 *     within a round
 */
public record Measurement(
    String name,
    int rows,
    int features,
    int classes,
    int batchRows,
    int epochs,
    int rounds,
    double seconds,
    double rate,
    String unit,
    Limit limit,
    double share,
    double referenceRatio) {}
