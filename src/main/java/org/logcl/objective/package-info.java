/**
 * The objective, data loss plus penalty, of a linear model on a backend: scoring, gradient, steps
 * of descent and prediction. The same code drives OpenCL and the twin, so that the two differ in
 * nothing but who computes.
 */
package org.logcl.objective;
