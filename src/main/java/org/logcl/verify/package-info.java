/**
 * Shows that a device computes what it should. Every kernel runs on the device and on the twin with
 * the same inputs: their bits must be equal, and both must lie within a derived bound of the
 * textbook formula in double precision. docs/numerics.md explains the bounds.
 */
package org.logcl.verify;
