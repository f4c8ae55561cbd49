/**
 * What is fitted on validation rows after training, so that probabilities mean what they say: a
 * temperature, Platt's sigmoid, a decision threshold. Arithmetic in double by {@code StrictMath},
 * in the order of the rows: the same on every machine.
 */
package org.logcl.calibrate;
