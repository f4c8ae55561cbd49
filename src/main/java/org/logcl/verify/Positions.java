package org.logcl.verify;

import org.logcl.kernel.Ints;
import org.logcl.kernel.Rows;
import org.logcl.numerics.Steps;

/**
 * A block of rows on the host: what {@link Rows} is on a backend.
 *
 * @param order row numbers by position, or null for the data's own order
 * @param first first position
 * @param count number of rows
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public record Positions(int[] order, int first, int count) {
  /** All rows as they lie. */
  public static Positions all(int count) {
    return new Positions(null, 0, count);
  }

  /** The row of the data at {@code first + k}. */
  public int row(int k) {
    return Steps.row(order, (long) first + k);
  }

  Rows on(Ints deviceOrder) {
    return new Rows(order == null ? null : deviceOrder, first, count);
  }
}
