package org.logcl.kernel;

/**
 * A block of rows: the positions {@code first .. first + count - 1} of an order, or of the data as
 * they lie.
 *
 * @param order row numbers by position, or null for the data's own order
 * @param first first position
 * @param count number of rows, at least 1
 */
public record Rows(Ints order, long first, int count) {
  /** The rows as they lie, from {@code first} on. */
  public static Rows plain(long first, int count) {
    return new Rows(null, first, count);
  }

  /** 1 where an order is given, else 0: what kernels take. */
  int ordered() {
    return order == null ? 0 : 1;
  }
}
