package org.logcl.numerics;

/**
 * Loops over many chains of fused multiply-adds side by side. The JIT compiler makes vector
 * instructions of them, because each has one counter, the same index in every array, and few enough
 * operations to unroll. An index with an offset that is not a constant would end that: the compiler
 * cannot know that what it stores is not what it loads next. So rows come as arrays of their own.
 *
 * <p>Each element is a chain of its own: which chains run side by side changes no bit.
 */
public final class Chains {
  /** Links that one call of {@link #add4} puts on each chain. */
  public static final int LINKS = 4;

  private Chains() {}

  /**
   * A length of at least n for arrays that a loop here reads together. Arrays of such lengths,
   * allocated one after the other, mostly start at the same place in a cache line, so that one
   * alignment suits them all; it changes speed only.
   */
  public static int length(int n) {
    // An array's header takes 16 bytes, so its object then has whole lines of 64 bytes.
    return (n + 4 + 15) / 16 * 16 - 4;
  }

  /** An array of {@link #length}. */
  public static float[] array(int n) {
    return new float[length(n)];
  }

  /** One link on each of n chains: {@code sum[i] = fma(a, x[i], sum[i])}. */
  public static void add(int n, float a, float[] x, float[] sum) {
    for (int i = 0; i < n; ++i) {
      sum[i] = Math.fma(a, x[i], sum[i]);
    }
  }

  /** Four links on each of n chains, x0's first and x3's last. */
  public static void add4(
      int n,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] sum) {
    for (int i = 0; i < n; ++i) {
      sum[i] =
          Math.fma(
              a3, x3[i], Math.fma(a2, x2[i], Math.fma(a1, x1[i], Math.fma(a0, x0[i], sum[i]))));
    }
  }

  /**
   * The chains of the 64 lanes of two dot products with w. Lane l of a row is what element {@code
   * l} and then each 64th hold: an element of the stripe is the sum 64 places before it and one
   * product more. So the lanes' sums are left in the 64 elements from n on; see {@link
   * Orders#treeOfStripe}.
   *
   * @param stripe0 sums of x0: the first 64 elements are 0, n more get values
   * @param stripe1 the same for x1
   */
  public static void stripes(
      int n, float[] x0, float[] x1, float[] w, float[] stripe0, float[] stripe1) {
    for (int d = 0; d < n; ++d) {
      float v = w[d];
      stripe0[d + Orders.LANES] = Math.fma(x0[d], v, stripe0[d]);
      stripe1[d + Orders.LANES] = Math.fma(x1[d], v, stripe1[d]);
    }
  }

  /** One product on each of n chains from +0: {@code out[i] = fma(x[i], w[i], +0)}. */
  public static void products(int n, float[] x, float[] w, float[] out) {
    for (int i = 0; i < n; ++i) {
      out[i] = Math.fma(x[i], w[i], 0f);
    }
  }

  /** {@code sum[i] = sum[i] + x[i]}. */
  public static void addUp(int n, float[] x, float[] sum) {
    for (int i = 0; i < n; ++i) {
      sum[i] = sum[i] + x[i];
    }
  }

  /** The sums of the 64 lanes of x, by plain additions, as {@link #stripes} leaves them. */
  public static void addStripe(int n, float[] x, float[] stripe) {
    for (int d = 0; d < n; ++d) {
      stripe[d + Orders.LANES] = stripe[d] + x[d];
    }
  }
}
