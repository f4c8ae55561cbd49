package org.logcl.verify;

/**
 * What a kernel's output should be, value by value.
 *
 * @param truth the textbook formula in double precision
 * @param bound how far from the truth a correct kernel may be
 * @param naive what straightforward float32 code gives, for scale
 */
@SuppressWarnings("ArrayRecordComponent") // carries results; never compared
public record Expectation(double[] truth, double[] bound, double[] naive) {
  /** Room for so many values, all of them 0 with bound 0. */
  static Expectation of(int length) {
    return new Expectation(new double[length], new double[length], new double[length]);
  }

  /** Number of values. */
  public int length() {
    return truth.length;
  }

  void set(int i, double truthValue, double boundValue, double naiveValue) {
    truth[i] = truthValue;
    bound[i] = boundValue;
    naive[i] = naiveValue;
  }
}
