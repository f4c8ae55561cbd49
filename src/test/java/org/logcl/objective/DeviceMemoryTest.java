package org.logcl.objective;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.kernel.OpenClBackend;
import org.logcl.kernel.Shape;
import org.logcl.objective.LinearObjective.Descent;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

/** Device memory beyond the data and the parameters is bounded, whatever the shape. */
@Tag("device")
class DeviceMemoryTest {
  private static final long MOST_EXTRA = 64L << 20;

  /** What must be there: X; label and sample weight of each row; parameters and their velocity. */
  private static long needed(Shape shape, int rows) {
    return 4L * rows * shape.features() + 2 * 4L * rows + 2 * 4L * shape.parameters();
  }

  private static void requireBounded(OpenClBackend backend, Shape shape, int rows) {
    long extra = backend.peakDeviceBytes() - needed(shape, rows);
    String text =
        String.format("%s, %,d rows: %,d bytes beyond data and parameters", shape, rows, extra);
    assertTrue(extra <= MOST_EXTRA, text);
    assertTrue(extra > 0, text);
  }

  /** The arrays are made, and nothing is computed: 200,000 rows would take minutes. */
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void twoHundredThousandRowsAndTwoThousandClasses(OpenClDevice device) {
    Shape shape = new Shape(256, 2000);
    int rows = 200_000;
    assumeTrue(!Devices.isSlow(device), device + " is for checking");
    assumeTrue(device.info().largestBuffer() >= 4L * rows * 256, "X is too large for " + device);
    try (OpenClBackend backend = Devices.open(device);
        LinearObjective model = new LinearObjective(backend, shape, rows);
        DeviceData data =
            new DeviceData(backend, shape, rows, new float[rows * 256], new int[rows], null)) {
      model.parameters(new float[256 * 2000], new float[2000]);
      assertTrue(data.rows() == rows);
      requireBounded(backend, shape, rows);
    }
  }

  /** What is made along the way counts as well: orders of rows, sums. */
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void anEpochAndAnEvaluationNeedNoMore(OpenClDevice device) {
    assumeTrue(!Devices.isSlow(device), device + " is for checking");
    for (Shape shape : new Shape[] {new Shape(3, 1), new Shape(3, 700), new Shape(1500, 1)}) {
      int rows = 3000;
      int[] order = new int[rows];
      Arrays.setAll(order, i -> rows - 1 - i);
      try (OpenClBackend backend = Devices.open(device);
          LinearObjective model = new LinearObjective(backend, shape, rows);
          DeviceData data =
              new DeviceData(
                  backend, shape, rows, new float[rows * shape.features()], new int[rows], null)) {
        model.epochs(
            data,
            RowOrder.given(order),
            1,
            1,
            true,
            new Descent(512, 0.1f, 0, 0),
            (epoch, done) -> {});
        model.evaluate(data);
        model.score(data);
        requireBounded(backend, shape, rows);
      }
    }
  }
}
