package org.logcl.kernel;

import java.util.Arrays;

/** Ints on the Java heap: the twin's memory. */
final class HeapInts implements Ints {
  final int[] array;

  HeapInts(int[] array) {
    this.array = array;
  }

  static int[] of(Ints values) {
    return ((HeapInts) values).array;
  }

  @Override
  public long length() {
    return array.length;
  }

  @Override
  public void write(long at, int[] source, int from, int count) {
    System.arraycopy(source, from, array, Math.toIntExact(at), count);
  }

  @Override
  public void read(long at, int[] target, int to, int count) {
    System.arraycopy(array, Math.toIntExact(at), target, to, count);
  }

  @Override
  public void zero() {
    Arrays.fill(array, 0);
  }

  @Override
  public void close() {}
}
