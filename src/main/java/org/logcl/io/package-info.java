/**
 * Files: readers of data, the model file, and writing that leaves either a whole file or none.
 * Errors in a file's content are {@link org.logcl.error.InputException}; failures of the system
 * around it are {@link org.logcl.error.FileFailureException}.
 */
package org.logcl.io;
