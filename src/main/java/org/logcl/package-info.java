/**
 * LogCL's public API: a {@link org.logcl.Device} trains, scores and predicts, and computes losses
 * by themselves.
 *
 * <p>With it go the values of {@code org.logcl.data}, {@code org.logcl.model}, {@code
 * org.logcl.metrics}, {@code org.logcl.calibrate} and {@code org.logcl.statistics}, the options,
 * listener and result of {@code org.logcl.train}, the readers and writers of {@code org.logcl.io},
 * and the exceptions of {@code org.logcl.error}. All other packages are internal.
 */
package org.logcl;
