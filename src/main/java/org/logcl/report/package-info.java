/** What people read while and after work is done: lines, tables, progress. */
package org.logcl.report;
