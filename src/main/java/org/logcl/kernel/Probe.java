package org.logcl.kernel;

import java.util.ArrayList;
import java.util.List;
import org.logcl.kernel.Elementary.Function;
import org.logcl.numerics.SplitMix;

/**
 * Compares a device's arithmetic with the twin's, in a few milliseconds, before the device is
 * trusted. It judges by results, not by what the device says of itself.
 */
public final class Probe {
  private static final int COUNT = 512;

  private Probe() {}

  /**
   * What the probe found.
   *
   * @param failures one line for each operation that differs; empty where the device computes
   *     exactly
   */
  public record Result(List<String> failures) {
    /** Whether every operation gave the twin's bits. */
    public boolean passed() {
      return failures.isEmpty();
    }
  }

  /** Runs every operation of {@code kernels/elementary.cl} on awkward and on random values. */
  public static Result run(Backend backend) {
    float[] a = inputs(1);
    float[] b = inputs(2);
    float[] c = inputs(3);
    List<String> failures = new ArrayList<>();
    try (Floats da = backend.floats("probe a", a);
        Floats db = backend.floats("probe b", b);
        Floats dc = backend.floats("probe c", c);
        Floats out = backend.floats("probe results", COUNT)) {
      float[] expected = new float[COUNT];
      for (Function function : Function.values()) {
        backend.elementary(function, COUNT, da, db, dc, out);
        float[] actual = out.toArray();
        ElementaryTwin.run(function, COUNT, a, b, c, expected);
        compare(function, a, b, c, expected, actual, failures);
      }
    }
    return new Result(List.copyOf(failures));
  }

  private static void compare(
      Function function,
      float[] a,
      float[] b,
      float[] c,
      float[] expected,
      float[] actual,
      List<String> failures) {
    int different = 0;
    int where = -1;
    for (int i = 0; i < COUNT; ++i) {
      // floatToIntBits makes one value of all NaNs.
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        where = where < 0 ? i : where;
        ++different;
      }
    }
    if (different > 0) {
      failures.add(
          String.format(
              "%s differs in %d of %d cases, first at (%s, %s, %s): %s instead of %s",
              function,
              different,
              COUNT,
              a[where],
              b[where],
              c[where],
              actual[where],
              expected[where]));
    }
  }

  /**
   * Half edges, half random. Magnitudes are either 0 or such that no product or sum is subnormal:
   * what a device does with subnormals is its own affair, and canonical code never makes one.
   */
  private static float[] inputs(int stream) {
    float[] edges = {
      0f,
      1f,
      -1f,
      0.5f,
      2f,
      -2f,
      17f,
      -17f,
      59.99f,
      -59.99f,
      -60f,
      -60.01f,
      88.7f,
      88.73f,
      0x1p-40f,
      0x1.fffffep-41f,
      -0x1p-30f,
      0x1.fffffep-1f,
      -0x1.fffffep-1f,
      0x1p24f,
      -0x1p24f,
      3e10f,
      -3e10f,
      1e15f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0x1.000002p0f,
      0x1.fffffep0f,
      1e-12f,
      0.70710677f,
      1.4142135f
    };
    SplitMix random = new SplitMix(0x4c6f67434cL + stream);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; ++i) {
      if (i < COUNT / 2) {
        // Another rotation a stream, so that edges meet each other.
        values[i] = edges[(i * stream + i / edges.length * (stream - 1)) % edges.length];
      } else {
        int exponent = 127 - 30 + (int) (random.next() >>> 59) + (int) (random.next() >>> 61);
        values[i] = Float.intBitsToFloat(((int) random.next() & 0x807fffff) | (exponent << 23));
      }
    }
    return values;
  }
}
