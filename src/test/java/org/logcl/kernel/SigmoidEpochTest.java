package org.logcl.kernel;

import org.logcl.testing.EveryBackend;

class SigmoidEpochTest extends KernelContract {
  // Features, rows, rows of a batch.
  private static final int[][] SIZES = {
    {1, 1, 1}, {1, 5, 2}, {3, 17, 16}, {10, 100, 32}, {30, 65, 64}, {65, 40, 7}, {130, 33, 33}
  };

  @EveryBackend
  void givesTheBitsOfItsSteps(Backend backend) {
    for (int[] size : SIZES) {
      EpochContract.keeps(backend, new Shape(size[0], 1), size[1], size[2]);
    }
  }
}
