package org.logcl.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Arrays of numbers to and from streams, little-endian, through a small buffer. */
final class LittleEndian {
  private static final int BUFFER_BYTES = 1 << 16;

  private LittleEndian() {}

  static void write(OutputStream out, float[] values) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    FloatBuffer view = littleEndian(buffer).asFloatBuffer();
    for (int done = 0; done < values.length; ) {
      int count = Math.min(values.length - done, BUFFER_BYTES / Float.BYTES);
      view.put(0, values, done, count);
      out.write(buffer, 0, count * Float.BYTES);
      done += count;
    }
  }

  static void write(OutputStream out, double[] values) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    DoubleBuffer view = littleEndian(buffer).asDoubleBuffer();
    for (int done = 0; done < values.length; ) {
      int count = Math.min(values.length - done, BUFFER_BYTES / Double.BYTES);
      view.put(0, values, done, count);
      out.write(buffer, 0, count * Double.BYTES);
      done += count;
    }
  }

  static float[] floats(InputStream in, int length) throws IOException {
    float[] values = new float[length];
    byte[] buffer = new byte[BUFFER_BYTES];
    FloatBuffer view = littleEndian(buffer).asFloatBuffer();
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, BUFFER_BYTES / Float.BYTES);
      fill(in, buffer, count * Float.BYTES);
      view.get(0, values, done, count);
      done += count;
    }
    return values;
  }

  static double[] doubles(InputStream in, int length) throws IOException {
    double[] values = new double[length];
    byte[] buffer = new byte[BUFFER_BYTES];
    DoubleBuffer view = littleEndian(buffer).asDoubleBuffer();
    for (int done = 0; done < length; ) {
      int count = Math.min(length - done, BUFFER_BYTES / Double.BYTES);
      fill(in, buffer, count * Double.BYTES);
      view.get(0, values, done, count);
      done += count;
    }
    return values;
  }

  static void fill(InputStream in, byte[] bytes, int length) throws IOException {
    if (in.readNBytes(bytes, 0, length) != length) {
      throw new EOFException("the file ends early");
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
