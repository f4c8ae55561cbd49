package org.logcl.verify;

/**
 * Logits with planted rows: the confident, tied and extreme ones on which naive formulas fail. The
 * other rows stay as they came from the model.
 */
public final class Planted {
  // Distance of a class to the others. 16.636 is where float32's 1 / (1 + e^-z) becomes 1, 27.7
  // where e^-z falls under 2^-40, 60 where e^-z becomes 0.
  private static final float[] LEADS = {
    0,
    17,
    -17,
    50,
    -50,
    100,
    -100,
    16.636f,
    -16.636f,
    27.7f,
    -27.8f,
    59.9f,
    60.1f,
    -88.8f,
    1e6f,
    0x1p-39f,
    -0x1p-100f,
    1,
    -1,
    3e-8f
  };

  private Planted() {}

  /** Every second row is replaced, the lead in turn with the target and with class 0. */
  public static float[] rows(Problem problem, float[] logits) {
    int stride = problem.shape().stride();
    int classes = problem.shape().logits();
    float[] planted = logits.clone();
    for (int k = 1; k < problem.rows().count(); k += 2) {
      float lead = LEADS[k / 2 % LEADS.length];
      int at = k * stride;
      if (classes == 1) {
        planted[at] = lead;
        continue;
      }
      // A common offset, so that the largest logit is not always near 0.
      float offset = k % 3 == 0 ? 1000 : k % 3 == 1 ? 0 : -0.3f;
      int leader = k % 4 == 1 ? problem.classes()[problem.rows().row(k)] : 0;
      for (int c = 0; c < stride; ++c) {
        // The padding, too: kernels must overwrite it or leave it, but not use it.
        planted[at + c] = offset + (c == leader ? lead : 0);
      }
    }
    return planted;
  }
}
