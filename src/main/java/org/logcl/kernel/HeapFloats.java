package org.logcl.kernel;

import java.util.Arrays;

/** Floats on the Java heap: the twin's memory. */
final class HeapFloats implements Floats {
  final float[] array;

  HeapFloats(float[] array) {
    this.array = array;
  }

  static float[] of(Floats values) {
    return ((HeapFloats) values).array;
  }

  @Override
  public long length() {
    return array.length;
  }

  @Override
  public void write(long at, float[] source, int from, int count) {
    System.arraycopy(source, from, array, Math.toIntExact(at), count);
  }

  @Override
  public void read(long at, float[] target, int to, int count) {
    System.arraycopy(array, Math.toIntExact(at), target, to, count);
  }

  @Override
  public void zero() {
    Arrays.fill(array, 0);
  }

  @Override
  public void close() {}
}
