package org.logcl.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logcl.opencl.OpenClDevice;
import org.logcl.testing.Devices;
import org.logcl.verify.GuardedPasses;
import org.logcl.verify.Problem;

/** Kernels under settings that no device ships with: the twin's bits all the same. */
class OtherTuningsTest extends KernelContract {
  private static Tuning tuning(Tuning.Flavour flavour, int blockRows) {
    return new Tuning(flavour, 16, blockRows, 1, 0, 32);
  }

  private static void skipSlow(OpenClDevice device) {
    Assumptions.assumeFalse(Devices.isSlow(device), "it has the shipped tuning alone");
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void blocksOfEveryLength(OpenClDevice device) {
    skipSlow(device);
    for (int blockRows : new int[] {8, 24, 48, 192}) {
      try (Backend backend = new OpenClBackend(device, "", tuning(Tuning.Flavour.CPU, blockRows))) {
        halves(backend, new int[][] {{9, 40, 7}, {33, 33, 193}, {5, 70, 1545}});
      }
    }
  }

  /** Few classes without a fused pass, which is what softmax of many classes is made for. */
  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void fewClassesBySeparateKernels(OpenClDevice device) {
    skipSlow(device);
    for (Tuning.Flavour flavour : Tuning.Flavour.values()) {
      try (Backend backend = new OpenClBackend(device, "", tuning(flavour, 96))) {
        assertFalse(backend.fusesSoftmax(new Shape(1, 2)));
        halves(backend, new int[][] {{1, 2, 1}, {17, 3, 200}, {64, 16, 385}, {40, 31, 65}});
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void largeGroupsForFewFeatures(OpenClDevice device) {
    skipSlow(device);
    try (Backend backend = new OpenClBackend(device, "", tuning(Tuning.Flavour.GPU, 96))) {
      int[][] sizes = {{33, 1, 5}, {64, 1, 17}, {65, 1, 513}, {256, 1, 31}, {1000, 1, 40}};
      for (Problem p : problems(backend, sizes)) {
        PassContract.keeps(backend, p);
      }
    }
  }

  private static void halves(Backend backend, int[][] sizes) {
    for (Problem p : problems(backend, sizes)) {
      GuardedPasses.Halves device = new GuardedPasses(backend).halves(p);
      GuardedPasses.Halves twin = new GuardedPasses(TWIN_BACKEND).halves(p);
      assertArrayEquals(twin.losses(), device.losses(), p.name());
      assertArrayEquals(twin.correct(), device.correct(), p.name());
      assertArrayEquals(twin.partials(), device.partials(), p.name());
    }
  }

  @ParameterizedTest
  @MethodSource("org.logcl.testing.Devices#all")
  void theSlabIsWhatTheTuningSays(OpenClDevice device) {
    skipSlow(device);
    try (Backend backend = new OpenClBackend(device, "", tuning(Tuning.Flavour.CPU, 96))) {
      assertEquals(1 << 20, backend.slabBytes());
    }
  }
}
