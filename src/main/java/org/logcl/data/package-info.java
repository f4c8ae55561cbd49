/**
 * Values: labels, data sets, their preparation and their split. Plain Java; immutable but for the
 * arrays that a {@link org.logcl.data.Dataset} shares with its maker.
 */
package org.logcl.data;
