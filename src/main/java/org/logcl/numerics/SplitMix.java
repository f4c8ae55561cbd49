package org.logcl.numerics;

/**
 * SplitMix64 (Steele, Lea, Flood 2014): a counter and an integer hash, the same on every machine.
 * For splits, initial values and test data; not for secrets.
 */
public final class SplitMix {
  private long state;

  /** Starts at a seed. */
  public SplitMix(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long next() {
    state += 0x9e3779b97f4a7c15L;
    return hash(state);
  }

  /** The next float, uniform over multiples of 2^-24 in [0, 1). */
  public float nextFloat() {
    return (next() >>> 40) * 0x1p-24f;
  }

  /** The finalizer: a bijection of 64 bits that mixes all of them. */
  public static long hash(long z) {
    long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
