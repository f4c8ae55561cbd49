package org.logcl.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.error.TrainingInterruptedException;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Elementary.Function;
import org.logcl.kernel.TwinBackend;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;

/** Every input of an elementary function; here a stride of them, prime so that all bits vary. */
class ExhaustiveCheckTest {
  private static final int STRIDE = 16381;
  private static final int INPUTS = 262193;

  @Tag("device")
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void devicePasses(OpenClDevice device) {
    try (Backend backend = Devices.open(device)) {
      int stride = Devices.isSlow(device) ? 16 * STRIDE + 1 : STRIDE;
      Report report = Verifier.run(backend, checks(stride), Listener.NONE);
      assertTrue(report.passed(), () -> report.stages().toString());
    }
  }

  @Test
  void figuresAreTheMeasuredOnes() {
    List<Stage> stages = Verifier.run(new TwinBackend(), checks(STRIDE), Listener.NONE).stages();
    // Over all inputs: 0.914, 0.841, 1.430, 0.500.
    double[] most = {0.914, 0.842, 1.431, 0.5001};
    double[] least = {0.75, 0.65, 1, 0.49};
    for (int i = 0; i < most.length; ++i) {
      Stage stage = stages.get(i);
      assertEquals(INPUTS, stage.values(), stage.stage());
      assertEquals(0, stage.outside(), stage.offender());
      assertTrue(stage.worstUlp() <= most[i] && stage.worstUlp() >= least[i], stage::toString);
      assertTrue(stage.worstAt().matches("[a-z0-9]+\\(.* = -?0x.*\\)"), stage.worstAt());
    }
  }

  @Test
  void everyRuleAgreesWithTheTwin() {
    float[] edges = {
      Float.NaN,
      Float.NEGATIVE_INFINITY,
      -Float.MAX_VALUE,
      -61f,
      -60.000004f,
      -60f,
      -1.0000001f,
      -1f,
      -0x1p-30f,
      -0x1p-31f,
      -0x1p-40f,
      -0x1.fffffep-41f,
      -Float.MIN_NORMAL,
      -Float.MIN_VALUE,
      -0f,
      0f,
      Float.MIN_VALUE,
      0x1.fffffcp-127f,
      Float.MIN_NORMAL,
      0x1.fffffep-41f,
      0x1p-40f,
      0x1p-31f,
      0x1p-30f,
      88.72283f,
      88.72284f,
      0x1p126f,
      0x1.000002p126f,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY
    };
    for (Function function : ExhaustiveCheck.FUNCTIONS) {
      float[] twin = new Guarded(new TwinBackend()).elementary(function, edges, edges, edges);
      int fixed = 0;
      for (int i = 0; i < edges.length; ++i) {
        String what = function + " of " + edges[i];
        if (ElementaryRules.isFixed(function, edges[i])) {
          assertEquals(ElementaryRules.rule(function, edges[i]), twin[i], what);
          ++fixed;
        } else {
          assertTrue(ElementaryRules.isMeasured(function, edges[i]), what);
        }
      }
      assertTrue(fixed > 0 && fixed < edges.length, function.toString());
    }
  }

  @Test
  void wrongResultIsNamedByItsInput() {
    Comparison comparison = new Comparison("exp", (where, x) -> where + " " + x);
    comparison.fixed("exp", 7, -0f, 0f);
    comparison.fixed("exp", 8, Float.NaN, Float.NaN);
    Stage stage = comparison.result();
    assertEquals(1, stage.outside());
    assertTrue(stage.offender().startsWith("exp 7: -0.0"), stage.offender());
    assertFalse(stage.withinBounds());
  }

  @Test
  void progressReachesTheWholeAndAnInterruptEndsIt() {
    List<Long> done = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void progress(long part, long whole) {
            assertEquals(INPUTS, whole);
            done.add(part);
          }
        };
    Verifier.run(new TwinBackend(), checks(STRIDE).subList(0, 1), listener);
    assertEquals(List.of(0L, (long) INPUTS), done);
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          TrainingInterruptedException.class,
          () -> Verifier.run(new TwinBackend(), checks(STRIDE), Listener.NONE));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static List<Check> checks(int stride) {
    return ExhaustiveCheck.FUNCTIONS.stream()
        .map(function -> (Check) new ExhaustiveCheck(function, stride))
        .toList();
  }
}
