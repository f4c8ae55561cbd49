package org.logcl.verify;

/**
 * What was found among the values of one size: 2^exponent <= |truth| < 2^(exponent + 1).
 *
 * @param exponent power of two; {@link #LOWEST} holds all that is smaller, 0 included
 * @param values number of values judged
 * @param worstError largest error against the truth
 * @param worstShare largest share of its bound that a value takes
 * @param worstNaive largest error of straightforward float32 code
 */
public record Band(
    int exponent, long values, double worstError, double worstShare, double worstNaive) {
  /** The band of 0 and of what is smaller than every float32. */
  public static final int LOWEST = Float.MIN_EXPONENT - 24;

  /** The band of what is larger than every float32. */
  public static final int HIGHEST = Float.MAX_EXPONENT + 1;

  /** Distance of neighbouring float32 values of this size. */
  public double ulp() {
    return Math.scalb(1.0, Math.max(exponent, Float.MIN_EXPONENT) - 23);
  }
}
