package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.DeviceException;
import org.logcl.testing.Devices;

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

  /** Sizes around every limit between two ways, and several parts and a rest of the largest. */
  private static final int[] COUNTS = {
    1, 0x3fff, 0x4000, 0x4001, 0x7fff, 0x8000, 0x8001, 0x1ffff, 0x20000, 0x20001, (9 << 18) + 3
  };

  private static List<Session> everyWay(OpenClDevice device) {
    return Transfers.canMap(device.info())
        ? List.of(new Session(device, true), new Session(device, false))
        : List.of(new Session(device, false));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void transfersOfEverySizeArrive(OpenClDevice device) {
    for (Session way : everyWay(device)) {
      try (Session session = way) {
        for (int count : COUNTS) {
          int[] sent = new int[count + 2];
          Arrays.setAll(sent, i -> i * 0x9E3779B1);
          int[] expected = Arrays.copyOfRange(sent, 1, count + 1);
          int[] ints = new int[count];
          float[] floats = new float[count];
          try (DeviceBuffer buffer = session.buffer("values", count * 4L + 8)) {
            buffer.write(2, sent, 1, count);
            Arrays.fill(sent, 0); // the array is the caller's again
            buffer.read(2, ints, 0, count);
            assertArrayEquals(expected, ints);
            buffer.zero();
            for (int i = 0; i < count; ++i) {
              floats[i] = i + 0.5f;
            }
            buffer.write(1, floats, 0, count);
            Arrays.fill(floats, 0f);
            buffer.read(1, floats, 0, count);
            for (int i = 0; i < count; ++i) {
              assertEquals(i + 0.5f, floats[i]);
            }
          }
        }
      }
    }
  }

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  void aBufferMadeWithContentHasItAndZerosBehind(OpenClDevice device) {
    int[] counts = Devices.isSlow(device) ? new int[] {0, 3} : new int[] {0, 3, 0x1fff0, 0x20001};
    try (Session session = new Session(device)) {
      for (int count : counts) {
        int[] content = new int[count];
        Arrays.fill(content, -7);
        int[] read = new int[count + 64];
        Arrays.fill(read, 5);
        try (DeviceBuffer first = session.buffer("first", content, count + 64);
            DeviceBuffer second = session.buffer("second", new float[] {2.5f}, 1)) {
          first.read(0, read, 0, count + 64);
          assertArrayEquals(Arrays.copyOf(content, count + 64), read);
          second.read(0, read, 0, 1);
          assertEquals(Float.floatToIntBits(2.5f), read[0]);
        }
      }
      assertThrows(IllegalArgumentException.class, () -> session.buffer("short", new int[2], 1));
      assertThrows(IllegalArgumentException.class, () -> session.buffer("none", new int[0], 0));
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
