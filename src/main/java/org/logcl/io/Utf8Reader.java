package org.logcl.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.logcl.error.InputException;

/**
 * Strict UTF-8: a malformed byte is an {@link InputException} that says where it is, which {@link
 * java.io.InputStreamReader} cannot. A byte order mark is skipped.
 */
final class Utf8Reader extends Reader {
  private static final int BUFFER_SIZE = 1 << 16;

  private final InputStream in;
  private final LongConsumer progress;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_SIZE).limit(0);
  // UTF-8 never gives more chars than it has bytes: one decoding empties the bytes.
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_SIZE).limit(0);
  private long bytesRead;
  private long line = 1;
  private boolean atStart = true;
  private boolean atEnd;

  /** A reader that tells {@code progress} the bytes read so far after each block. */
  Utf8Reader(InputStream in, LongConsumer progress) {
    this.in = in;
    this.progress = progress;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (!chars.hasRemaining()) {
      if (atEnd) {
        return -1;
      }
      fill();
      decode();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      atEnd = true;
    } else {
      bytes.position(bytes.position() + count);
      bytesRead += count;
      progress.accept(bytesRead);
    }
    bytes.flip();
  }

  private void decode() {
    chars.clear();
    CoderResult result = decoder.decode(bytes, chars, atEnd);
    chars.flip();
    for (int i = 0; i < chars.limit(); i++) {
      line += chars.get(i) == '\n' ? 1 : 0;
    }
    if (result.isError()) {
      throw malformed(bytesRead - bytes.remaining());
    }
    if (atStart && chars.hasRemaining()) {
      atStart = false;
      if (chars.get(0) == '\ufeff') {
        chars.get();
      }
    }
  }

  private InputException malformed(long offset) {
    int value = bytes.get(bytes.position()) & 0xff;
    boolean wide = offset == 0 && value >= 0xfe;
    return new InputException(
        String.format(
            "line %d is not UTF-8 (byte 0x%02x at offset %d%s); save the file as UTF-8",
            line, value, offset, wide ? ": the file looks like UTF-16" : ""));
  }
}
