package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.logcl.testing.Devices;
import org.logcl.verify.Comparison;
import org.logcl.verify.Expectation;
import org.logcl.verify.Guarded;
import org.logcl.verify.Problem;
import org.logcl.verify.Problems;
import org.logcl.verify.Stage;

/**
 * What every kernel owes: the twin's bits, values within their bounds of the truth, and not a word
 * written beside its outputs, which {@link Guarded} looks after. A subclass names the sizes.
 */
@Tag("device")
@Tag("tiny")
abstract class KernelContract {
  /** The twin. */
  static final Backend TWIN_BACKEND = new TwinBackend();

  /** The twin on host arrays. */
  static final Guarded TWIN = new Guarded(TWIN_BACKEND);

  // Multiply-adds of a problem that a slow device is given.
  private static final long SLOW = 40_000;

  /**
   * Problems of these sizes, each {features, logits, rows}, in two ways: all rows as they lie, and
   * a block from the middle of a random order. A slow device gets the small ones.
   */
  static List<Problem> problems(Backend backend, int[]... sizes) {
    List<Problem> problems = new ArrayList<>();
    for (int[] size : sizes) {
      long work = (size[0] + 1L) * Math.max(size[1], 16) * size[2];
      if (!Devices.isSlow(backend) || work <= SLOW) {
        Shape shape = new Shape(size[0], size[1]);
        problems.add(Problems.generate(shape, size[2], false, 0, problems.size()));
        problems.add(Problems.generate(shape, size[2], true, 5, problems.size()));
      }
    }
    return problems;
  }

  /** Device against twin, and against the truth. */
  static void compare(String what, float[] device, float[] twin, Expectation expected) {
    Comparison comparison = new Comparison(what);
    comparison.add(what, device, twin, expected);
    assertGood(comparison.result());
  }

  /** Device against twin, and against the truth. */
  static void compare(String what, int[] device, int[] twin, int[] expected) {
    Comparison comparison = new Comparison(what);
    comparison.add(what, device, twin, expected);
    assertGood(comparison.result());
  }

  /** A stage without an offender. */
  static void assertGood(Stage stage) {
    assertEquals("", stage.offender());
    assertEquals(0, stage.differingBits() + stage.outside());
  }
}
