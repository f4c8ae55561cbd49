package org.logcl.kernel;

import org.logcl.testing.EveryBackend;
import org.logcl.verify.Problem;

class SigmoidPassTest extends KernelContract {
  // Features around the vectors (16), the lanes (64) and the blocks (128) of the CPU flavour; rows
  // around strips (16), chunks (512).
  private static final int[][] SIZES = {
    {1, 1, 1},
    {1, 1, 2},
    {2, 1, 17},
    {15, 1, 15},
    {16, 1, 16},
    {17, 1, 31},
    {31, 1, 33},
    {32, 1, 5},
    {33, 1, 47},
    {48, 1, 7},
    {49, 1, 3},
    {63, 1, 18},
    {64, 1, 16},
    {65, 1, 3},
    {80, 1, 9},
    {127, 1, 19},
    {128, 1, 16},
    {129, 1, 5},
    {143, 1, 3},
    {145, 1, 2},
    {257, 1, 40},
    {3, 1, 511},
    {30, 1, 512},
    {28, 1, 513},
    {66, 1, 1025},
    {512, 1, 1537}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    for (Problem p : problems(backend, SIZES)) {
      PassContract.keeps(backend, p);
    }
  }
}
