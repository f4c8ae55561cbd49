/**
 * Full-batch minimisation in double on the host: L-BFGS and what it is made of. Knows nothing of
 * rows or devices, only a function with its gradient; every operation is exact or correctly rounded
 * and in a fixed order, so that equal functions are minimised through equal points on every
 * machine.
 */
package org.logcl.solve;
