/**
 * Canonical float32 arithmetic and orders of summation: the operations whose bits every device and
 * the CPU twin share. Plain Java, no dependency, the mirror of {@code kernels/shared}.
 */
package org.logcl.numerics;
