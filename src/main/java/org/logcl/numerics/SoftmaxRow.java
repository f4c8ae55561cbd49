package org.logcl.numerics;

/**
 * {@link Steps#softmaxExp} with vectors: the exponentials of a row of logits and the sum of all but
 * the best class's, in 64 lanes and a tree. One thread at a time.
 */
public final class SoftmaxRow {
  /** e^(z - top) by class, after {@link #run}. */
  public final float[] e;

  private final int classes;
  private final CanonicalLoops loops;
  private final float[] below;
  private final float[] stripe;
  private final float[] lane = new float[Orders.LANES];

  /** For rows of so many classes. */
  public SoftmaxRow(int classes) {
    this.classes = classes;
    loops = new CanonicalLoops(classes);
    e = Chains.array(classes);
    below = Chains.array(classes);
    stripe = Chains.array(classes + Orders.LANES);
  }

  /**
   * Exponentials of the row at {@code z[at]}.
   *
   * @return the sum of all but the best class's
   */
  public float run(int best, float[] z, int at) {
    System.arraycopy(z, at, below, 0, classes);
    subtract(classes, z[at + best], below);
    loops.exp(classes, below, e);
    float own = e[best];
    e[best] = 0f;
    Chains.addStripe(classes, e, stripe);
    e[best] = own;
    return Orders.treeOfStripe(classes, stripe, lane);
  }

  private static void subtract(int n, float top, float[] z) {
    for (int i = 0; i < n; ++i) {
      z[i] = z[i] - top;
    }
  }
}
