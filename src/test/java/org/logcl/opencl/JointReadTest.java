package org.logcl.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("device")
class JointReadTest {
  private static final String ALL = "org.logcl.testing.Devices#all";

  @Tag("tiny")
  @ParameterizedTest
  @MethodSource(ALL)
  @DisplayName("several buffers, on both sides of what is joined, arrive in their arrays")
  void arrives(OpenClDevice device) {
    int most = JointRead.MOST_BYTES / 4;
    try (Session session = new Session(device)) {
      for (int second : new int[] {1, 7, most - 5, most - 4}) {
        int[] ints = new int[second];
        Arrays.setAll(ints, i -> i * 0x9E3779B1);
        float[] floats = {1.5f, -2, 3, 4, 5};
        try (DeviceBuffer a = session.buffer("a", floats, 9);
            DeviceBuffer b = session.buffer("b", ints, second)) {
          float[] first = new float[5];
          int[] then = new int[second];
          session.jointRead().add(a, first).add(b, then).run();
          assertArrayEquals(floats, first);
          assertArrayEquals(ints, then);
        }
      }
      session.jointRead().run();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  @DisplayName("more than a buffer has is refused before anything is read")
  void refuses(OpenClDevice device) {
    try (Session session = new Session(device);
        DeviceBuffer buffer = session.buffer("a", new int[3], 3)) {
      JointRead read = session.jointRead();
      assertThrows(IndexOutOfBoundsException.class, () -> read.add(buffer, new float[4]));
    }
  }
}
