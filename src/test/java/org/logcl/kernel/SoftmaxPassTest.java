package org.logcl.kernel;

import org.junit.jupiter.api.Assumptions;
import org.logcl.testing.EveryBackend;
import org.logcl.verify.Problem;

class SoftmaxPassTest extends KernelContract {
  // Features around the vectors (16) and pairs of them; classes around the groups (5) and vectors
  // (16, 32); rows around tiles (8), strips (16), chunks (192).
  private static final int[][] SIZES = {
    {1, 2, 1},
    {1, 3, 2},
    {2, 4, 7},
    {15, 5, 8},
    {16, 6, 9},
    {17, 7, 15},
    {31, 9, 16},
    {32, 10, 17},
    {33, 11, 31},
    {48, 14, 33},
    {3, 15, 64},
    {5, 16, 65},
    {7, 17, 20},
    {30, 31, 12},
    {16, 32, 19},
    {64, 10, 191},
    {10, 3, 192},
    {20, 10, 193},
    {50, 2, 385},
    {300, 10, 40},
    {257, 21, 17}
  };

  @EveryBackend
  void keepsItsContract(Backend backend) {
    Assumptions.assumeTrue(
        backend.fusesSoftmax(new Shape(1, 2)), "this flavour has no such kernel");
    for (Problem p : problems(backend, SIZES)) {
      PassContract.keeps(backend, p);
    }
  }
}
