package org.logcl.kernel;

/** An array of floats in a backend's memory. */
public interface Floats extends AutoCloseable {
  /** Number of elements. */
  long length();

  /**
   * Copies {@code count} elements of {@code source}, from {@code from} on, to element {@code at} of
   * this array.
   */
  void write(long at, float[] source, int from, int count);

  /**
   * Copies {@code count} elements of this array, from {@code at} on, to element {@code to} of
   * {@code target}; waits for them.
   */
  void read(long at, float[] target, int to, int count);

  /** Sets every element to zero. */
  void zero();

  /** Gives the memory back. Idempotent. */
  @Override
  void close();

  /** All elements, on the heap. */
  default float[] toArray() {
    float[] all = new float[Math.toIntExact(length())];
    read(0, all, 0, all.length);
    return all;
  }
}
