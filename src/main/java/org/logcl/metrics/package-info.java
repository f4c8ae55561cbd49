/** Metrics of classifiers: plain values, computed in double. */
package org.logcl.metrics;
