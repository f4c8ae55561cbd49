package org.logcl.verify;

import java.util.List;
import java.util.Locale;

/**
 * What was found about one output of one kernel, over all inputs it was tried on.
 *
 * @param stage name of the output
 * @param values number of values compared
 * @param judged number of those that were held against the truth too; 0 where a stage has no truth,
 *     and then the figures from {@code outside} to {@code naive} are 0 and say nothing
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
 * @param worstAt the value that takes the largest share of its bound; empty where there is no error
 * @param offender the first value that differs or lies outside its bound; empty where all is well
 * @param bands the errors by the size of the truth, from the smallest on
 */
public record Stage(
    String stage,
    long values,
    long judged,
    long differingBits,
    long outside,
    double worstAbsolute,
    double worstRelative,
    double worstUlp,
    double bound,
    double shareOfBound,
    double naive,
    String worstAt,
    String offender,
    List<Band> bands) {
  /** Copies the list. */
  public Stage {
    bands = List.copyOf(bands);
  }

  /** Whether values were held against the truth, and not against the twin alone. */
  public boolean hasTruth() {
    return judged > 0;
  }

  /** Whether device and twin gave the same bits. */
  public boolean identical() {
    return differingBits == 0;
  }

  /** Whether every value is within its bound. */
  public boolean withinBounds() {
    return outside == 0;
  }

  /** The figures for a message, without the bands. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %d values, %d judged, %d differ, %d outside; worst %s absolute, %s relative, %s ulp, %s of bound %s at '%s'; naive %s; first '%s'",
        stage,
        values,
        judged,
        differingBits,
        outside,
        worstAbsolute,
        worstRelative,
        worstUlp,
        shareOfBound,
        bound,
        worstAt,
        naive,
        offender);
  }
}
