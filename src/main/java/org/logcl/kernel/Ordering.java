package org.logcl.kernel;

/**
 * In which order a stretch of steps takes the rows.
 *
 * @param keys six numbers an epoch, from which the device shuffles the rows at the start of each
 *     epoch; or null
 * @param order row numbers by position, or room for them where there are keys; null takes the rows
 *     as they lie
 */
public record Ordering(Ints keys, Ints order) {
  /** What kernels take: 0 for rows as they lie, 1 for a given order, 2 for a shuffle by keys. */
  int number() {
    return order == null ? 0 : keys == null ? 1 : 2;
  }
}
