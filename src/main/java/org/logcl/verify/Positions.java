package org.logcl.verify;

import java.util.stream.IntStream;
import org.logcl.kernel.Ints;
import org.logcl.kernel.RowSums;
import org.logcl.kernel.Rows;
import org.logcl.kernel.Shape;
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

  /** The row numbers of the block; null where these are 0, 1, ... */
  public int[] numbers() {
    return order == null && first == 0 ? null : IntStream.range(0, count).map(this::row).toArray();
  }

  /** The block as one batch. */
  public RowSums.Plan asPlan(Shape shape) {
    return new RowSums.Plan(count, count, shape.chunkRows());
  }

  Rows on(Ints deviceOrder) {
    return new Rows(order == null ? null : deviceOrder, first, count);
  }
}
