package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;

@Tag("device")
class DeviceBufferTest {
  private static final String ALL = "org.logcl.testing.Devices#all";

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void transfersTouchTheirRangeAndNoMore(OpenClDevice device) {
    try (Session session = new Session(device);
        DeviceBuffer buffer = session.buffer("values", 40)) {
      buffer.zero();
      buffer.write(3, new int[] {-1, 7, 8, -1}, 1, 2);
      buffer.write(9, new float[] {2.5f}, 0, 1);
      int[] ints = new int[12];
      Arrays.fill(ints, -9);
      buffer.read(0, ints, 1, 10);
      assertArrayEquals(
          new int[] {-9, 0, 0, 0, 7, 8, 0, 0, 0, 0, Float.floatToIntBits(2.5f), -9}, ints);
      float[] floats = {-9, -9, -9};
      buffer.read(9, floats, 1, 1);
      assertArrayEquals(new float[] {-9, 2.5f, -9}, floats);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void transfersLargerThanTheStagingBufferGoInParts(OpenClDevice device) {
    int count = (9 << 20) / 4 + 3; // two full parts of 4 MiB and a rest
    float[] sent = new float[count];
    for (int i = 0; i < count; ++i) {
      sent[i] = i;
    }
    float[] received = new float[count];
    int[] bits = new int[count];
    try (Session session = new Session(device);
        DeviceBuffer buffer = session.buffer("values", count * 4L)) {
      buffer.write(0, sent, 0, count);
      buffer.read(0, received, 0, count);
      assertArrayEquals(sent, received);
      buffer.read(0, bits, 0, count);
      bits[count - 1] = -5;
      buffer.write(0, bits, 0, count);
      buffer.read(count - 2, bits, 0, 2);
      assertEquals(Float.floatToIntBits(count - 2), bits[0]);
      assertEquals(-5, bits[1]);
    }
  }

  /** JOCL would read or write beyond the memory of either side. */
  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void aTransferBeyondAnEndIsRefused(OpenClDevice device) {
    try (Session session = new Session(device);
        DeviceBuffer buffer = session.buffer("values", 16)) {
      float[] floats = new float[8];
      int[] ints = new int[8];
      refuses(() -> buffer.write(0, floats, 0, 5));
      refuses(() -> buffer.write(1, ints, 0, 4));
      refuses(() -> buffer.read(0, floats, 0, 5));
      refuses(() -> buffer.read(Long.MAX_VALUE, ints, 0, 1));
      refuses(() -> buffer.read(-1, ints, 0, 1));
      refuses(() -> buffer.read(0, floats, 6, 4));
      refuses(() -> buffer.read(0, floats, -1, 1));
      refuses(() -> buffer.write(0, ints, Integer.MAX_VALUE, 1));
      refuses(() -> buffer.write(0, ints, 0, -1));
    }
  }

  private static void refuses(Runnable transfer) {
    String text = assertThrows(IndexOutOfBoundsException.class, transfer::run).getMessage();
    assertTrue(text.contains("'values'") && text.contains("which has 4"), text);
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void useAfterCloseThrowsAndASecondCloseDoesNothing(OpenClDevice device) {
    try (Session session = new Session(device)) {
      DeviceBuffer buffer = session.buffer("closed one", 16);
      buffer.close();
      buffer.close();
      String text =
          assertThrows(IllegalStateException.class, () -> buffer.read(0, new float[4], 0, 4))
              .getMessage();
      assertTrue(text.contains("'closed one'"), text);
      assertThrows(IllegalStateException.class, () -> buffer.write(0, new int[4], 0, 4));
      assertThrows(IllegalStateException.class, buffer::zero);
    }
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void aBufferOverTheDevicesLimitNamesBytesAndLimit(OpenClDevice device) {
    try (Session session = new Session(device)) {
      long bytes = (session.info().largestBuffer() / 4 + 1) * 4;
      String text =
          assertThrows(DeviceException.class, () -> session.buffer("features", bytes)).getMessage();
      assertTrue(text.startsWith(String.format("features needs %,d bytes", bytes)), text);
      assertTrue(text.contains(String.format("at most %,d", session.info().largestBuffer())), text);
      assertThrows(IllegalArgumentException.class, () -> session.buffer("none", 0));
      assertThrows(IllegalArgumentException.class, () -> session.buffer("odd", 6));
    }
  }
}
