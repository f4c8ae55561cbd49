package org.logcl.bench;

import java.util.OptionalInt;

/**
 * From how many rows on a device trains a small logistic regression sooner than {@code reference}:
 * the whole call to train.
 *
 * @param features of the rows
 * @param epochs of the training
 * @param batchRows rows of a batch, or 0 for all of them
 * @param rows below which {@code reference} is faster, to two digits: 0 where the device was at the
 *     fewest rows already, empty where {@code reference} still was at the most
 * @param mostRows the most that were tried
 */
public record Crossover(int features, int epochs, int batchRows, OptionalInt rows, int mostRows) {}
