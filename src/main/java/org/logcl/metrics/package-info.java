/**
 * Metrics of classifiers, computed in double with row weights, equal to scikit-learn's where it has
 * them. {@link org.logcl.metrics.ClassificationReport} has all of them at once; the others compute
 * one each from {@link org.logcl.metrics.Predictions}, or from scores. {@code docs/metrics.md} has
 * the definitions.
 */
package org.logcl.metrics;
