package org.logcl.kernel;

/** An array of ints in a backend's memory. */
public interface Ints extends AutoCloseable {
  /** Number of elements. */
  long length();

  /**
   * Copies {@code count} elements of {@code source}, from {@code from} on, to element {@code at} of
   * this array.
   */
  void write(long at, int[] source, int from, int count);

  /**
   * Copies {@code count} elements of this array, from {@code at} on, to element {@code to} of
   * {@code target}; waits for them.
   */
  void read(long at, int[] target, int to, int count);

  /** Sets every element to zero. */
  void zero();

  /** Gives the memory back. Idempotent. */
  @Override
  void close();

  /** All elements, on the heap. */
  default int[] toArray() {
    int[] all = new int[Math.toIntExact(length())];
    read(0, all, 0, all.length);
    return all;
  }
}
