package org.logcl.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.logcl.error.InputException;

class Utf8ReaderTest {
  /** Gives one byte at a time, as a slow pipe may. */
  private static final class Trickle extends InputStream {
    private final InputStream in;

    Trickle(byte[] bytes) {
      in = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return in.read(target, offset, Math.min(length, 1));
    }
  }

  private static String decode(InputStream in) throws IOException {
    StringWriter text = new StringWriter();
    try (Utf8Reader reader = new Utf8Reader(in, bytes -> {})) {
      reader.transferTo(text);
    }
    return text.toString();
  }

  @Test
  void decodesAcrossBlocks() throws IOException {
    // Three and four bytes a character: every block ends within one somewhere.
    String text = "\u20ac\ud83d\ude00".repeat(40_000);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(text, decode(new ByteArrayInputStream(bytes)));
    assertEquals("\u20ac\ud83d\ude00", decode(new Trickle(Arrays.copyOf(bytes, 7))));
    assertEquals("", decode(new ByteArrayInputStream(new byte[0])));
  }

  @Test
  void skipsOneByteOrderMark() throws IOException {
    byte[] bytes = "\ufeff\ufeffa".getBytes(StandardCharsets.UTF_8);
    assertEquals("\ufeffa", decode(new ByteArrayInputStream(bytes)));
    assertEquals("\ufeffa", decode(new Trickle(bytes)));
  }

  @Test
  void saysWhereTheMalformedByteIs() {
    byte[] bytes = ("x\n".repeat(50_000) + "ab\u20ac").getBytes(StandardCharsets.UTF_8);
    bytes[100_003] = 'c'; // the second byte of the euro sign
    assertMessage("line 50001 is not UTF-8 (byte 0xe2 at offset 100002)", bytes);
    // Cut within a character, an overlong form, a surrogate.
    assertMessage("line 1 is not UTF-8 (byte 0xe2 at offset 1)", new byte[] {'a', (byte) 0xe2});
    assertMessage("byte 0xc0 at offset 0", new byte[] {(byte) 0xc0, (byte) 0x80});
    assertMessage("byte 0xed at offset 0", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
  }

  private static void assertMessage(String expected, byte[] bytes) {
    for (InputStream in : new InputStream[] {new ByteArrayInputStream(bytes), new Trickle(bytes)}) {
      String message = assertThrows(InputException.class, () -> decode(in)).getMessage();
      assertTrue(message.contains(expected), message);
    }
  }
}
