/** The command line: one class a command, picocli around them. */
package org.logcl.cli;
