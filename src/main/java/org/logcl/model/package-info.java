/** Trained models: values on the heap that need no device. Plain Java. */
package org.logcl.model;
