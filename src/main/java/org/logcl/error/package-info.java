/**
 * The typed, unchecked exceptions of LogCL. Each message says what, where, what is allowed and how
 * to mend it.
 */
package org.logcl.error;
