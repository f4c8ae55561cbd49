package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.GuardedPasses;
import org.logcl.verify.Problem;

/** Whole steps with many classes: {@link SoftmaxStep}. */
class SoftmaxStepTest extends KernelContract {
  // Features around tiles (8) and groups of columns (32); classes around panels (16); rows around
  // tiles (8), blocks (96) and up to a chunk (192 and 768).
  private static final int[][] SIZES = {
    {1, 2, 1},
    {7, 15, 8},
    {9, 17, 17},
    {31, 33, 15},
    {32, 34, 16},
    {33, 48, 5},
    {63, 64, 23},
    {64, 65, 31},
    {97, 129, 8},
    {3, 33, 97},
    {2, 34, 768},
    {5, 10, 192}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    SgdUpdate.Step step = new SgdUpdate.Step(0.125f, 0.5f, 0.75f, 0.01f);
    for (Problem p : problems(backend, SIZES)) {
      // The second step begins with the parameters that the first one left in the workspace.
      GuardedPasses.Steps device = new GuardedPasses(backend).steps(p, 3, step);
      GuardedPasses.Steps twin = new GuardedPasses(TWIN_BACKEND).steps(p, 3, step);
      assertArrayEquals(twin.losses(), device.losses(), p.name());
      assertArrayEquals(twin.correct(), device.correct(), p.name());
      assertArrayEquals(twin.params(), device.params(), p.name());
      assertArrayEquals(twin.velocity(), device.velocity(), p.name());
    }
  }
}
