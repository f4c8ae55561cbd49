package org.logcl.kernel;

import org.logcl.testing.EveryBackend;

class SoftmaxEpochTest extends KernelContract {
  // Features, classes, rows, rows of a batch.
  private static final int[][] SIZES = {
    {1, 2, 1, 1}, {1, 3, 5, 2}, {3, 10, 17, 16}, {10, 4, 70, 32}, {20, 17, 40, 7}, {33, 5, 33, 33}
  };

  @EveryBackend
  void givesTheBitsOfItsSteps(Backend backend) {
    for (int[] size : SIZES) {
      EpochContract.keeps(backend, new Shape(size[0], size[1]), size[2], size[3]);
    }
  }
}
