package org.logcl.verify;

import org.logcl.kernel.Shape;

/**
 * A data set, parameters and a block of rows, on which the kernels of one head are verified.
 *
 * @param name for messages
 * @param shape features and logits
 * @param rows the block
 * @param x features of the data's rows
 * @param params parameters as a backend has them, padding included
 * @param classes target classes of the data's rows; null with the sigmoid head
 * @param soft targets in [0, 1] of the data's rows; with the softmax head distributions over the
 *     classes, or null
 * @param weights weights of the data's rows
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public record Problem(
    String name,
    Shape shape,
    Positions rows,
    float[] x,
    float[] params,
    int[] classes,
    float[] soft,
    float[] weights) {}
