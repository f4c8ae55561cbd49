/** The trainer: options, batch order, epochs, listeners, results. */
package org.logcl.train;
