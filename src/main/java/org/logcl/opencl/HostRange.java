package org.logcl.opencl;

import java.nio.ByteBuffer;

/** A part of a Java array, as the host's side of a transfer. Safe for threads on disjoint parts. */
abstract sealed class HostRange {
  /** Elements of 4 bytes. */
  final int count;

  /** Where the range starts in the array. */
  final int offset;

  private HostRange(int offset, int count) {
    this.offset = offset;
    this.count = count;
  }

  static HostRange of(float[] values, int offset, int count) {
    return new Floats(values, offset, count);
  }

  static HostRange of(int[] values, int offset, int count) {
    return new Ints(values, offset, count);
  }

  /** Copies elements {@code from .. from + size - 1} of this range to the window's start. */
  abstract void into(ByteBuffer window, int from, int size);

  /** Copies the window's first elements to {@code to .. to + size - 1} of this range. */
  abstract void outOf(ByteBuffer window, int to, int size);

  private static final class Floats extends HostRange {
    private final float[] values;

    Floats(float[] values, int offset, int count) {
      super(offset, count);
      this.values = values;
    }

    @Override
    void into(ByteBuffer window, int from, int size) {
      window.asFloatBuffer().put(values, offset + from, size);
    }

    @Override
    void outOf(ByteBuffer window, int to, int size) {
      window.asFloatBuffer().get(values, offset + to, size);
    }
  }

  private static final class Ints extends HostRange {
    private final int[] values;

    Ints(int[] values, int offset, int count) {
      super(offset, count);
      this.values = values;
    }

    @Override
    void into(ByteBuffer window, int from, int size) {
      window.asIntBuffer().put(values, offset + from, size);
    }

    @Override
    void outOf(ByteBuffer window, int to, int size) {
      window.asIntBuffer().get(values, offset + to, size);
    }
  }
}
