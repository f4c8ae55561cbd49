package org.logcl.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over values in a fixed little-endian layout: numbers as their bits, a text as its UTF-8
 * length (int32) and bytes, a list of texts as its length (int32) and the texts.
 */
public final class LittleEndianSha256 {
  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  /** An empty hash. */
  public LittleEndianSha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Appends an int32. */
  public LittleEndianSha256 put(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  /** Appends an int64. */
  public LittleEndianSha256 put(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** Appends a text: the length of its UTF-8 as int32, then the bytes. */
  public LittleEndianSha256 put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    drain();
    digest.update(bytes);
    return this;
  }

  /** Appends a list: its length as int32, then its texts. */
  public LittleEndianSha256 put(List<String> texts) {
    put(texts.size());
    texts.forEach(this::put);
    return this;
  }

  /** Appends int32 values, without their number. */
  public LittleEndianSha256 put(int[] values) {
    for (int value : values) {
      room(Integer.BYTES).putInt(value);
    }
    return this;
  }

  /** Appends the bits of float32 values, without their number. */
  public LittleEndianSha256 put(float[] values) {
    // In pieces, several times as fast as one by one.
    for (int from = 0, count; from < values.length; from += count) {
      ByteBuffer free = room(Float.BYTES);
      count = Math.min(values.length - from, free.remaining() / Float.BYTES);
      free.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values, from, count);
      free.position(free.position() + count * Float.BYTES);
    }
    return this;
  }

  /** Appends the bits of float64 values, without their number. */
  public LittleEndianSha256 put(double[] values) {
    for (double value : values) {
      room(Double.BYTES).putDouble(value);
    }
    return this;
  }

  /** The hash as 64 lower-case hexadecimal digits; starts anew. */
  public String hex() {
    drain();
    return HexFormat.of().formatHex(digest.digest());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
    return buffer;
  }

  private void drain() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
