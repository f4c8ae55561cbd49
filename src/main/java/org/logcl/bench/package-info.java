/**
 * What {@code logcl bench} measures: a device's limits, the share of them that training reaches,
 * the ratio to plain Java, and from how many rows on a device pays. Each case has given the CPU
 * twin's bits before its time counts.
 */
package org.logcl.bench;
