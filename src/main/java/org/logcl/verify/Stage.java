package org.logcl.verify;

/**
 * What was found about one output of one kernel, over all inputs it was tried on.
 *
 * @param stage name of the output
 * @param values number of values compared
 * @param differingBits values whose bits differ between device and twin; all NaNs are one value, +0
 *     and -0 are two
 * @param outside values further from the truth than their bound, NaN included
 * @param worstAbsolute largest error against the truth
 * @param worstRelative largest error as a share of the truth, where the bound is smaller than the
 *     truth
 * @param worstUlp largest error in units of the last float32 place, of the same values
 * @param bound bound of the value that takes the largest share of its bound
 * @param shareOfBound that share; above 1 the stage fails
 * @param naive largest error of straightforward float32 code, for scale
 * @param offender the first value that differs or lies outside its bound; empty where all is well
 */
public record Stage(
    String stage,
    long values,
    long differingBits,
    long outside,
    double worstAbsolute,
    double worstRelative,
    double worstUlp,
    double bound,
    double shareOfBound,
    double naive,
    String offender) {
  /** Whether device and twin gave the same bits. */
  public boolean identical() {
    return differingBits == 0;
  }

  /** Whether every value is within its bound. */
  public boolean withinBounds() {
    return outside == 0;
  }
}
