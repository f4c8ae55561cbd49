/**
 * What the coefficients of a binary model say beyond their values: standard errors, z, p and
 * confidence intervals from the Hessian, deviances and AIC, equal to those of R's {@code glm} with
 * {@code family = binomial}. {@link org.logcl.statistics.Summary} has all of it; {@code
 * docs/statistics.md} says what it means. Arithmetic in double on the host, in the order of the
 * rows: the same on every machine.
 */
package org.logcl.statistics;
