/**
 * The kernels of {@code kernels/}: for each one launcher, which knows its arguments and launch
 * size, and one twin, which does the same in Java operation by operation and gives the same bits.
 * {@link org.logcl.kernel.Backend} is what both sides implement.
 */
package org.logcl.kernel;
