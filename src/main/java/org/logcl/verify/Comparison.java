package org.logcl.verify;

import java.util.Locale;

/**
 * Collects what one stage finds: the device's values against the twin's, bit by bit, and against
 * the truth, bound by bound.
 */
public final class Comparison {
  private final String stage;
  private long values;
  private long differingBits;
  private long outside;
  private double worstAbsolute;
  private double worstRelative;
  private double worstUlp;
  private double bound;
  private double share;
  private double naive;
  private String offender = "";

  /** A comparison without values yet. */
  public Comparison(String stage) {
    this.stage = stage;
  }

  /** Values {@code 0 .. expected.length() - 1} of both arrays; {@code where} names the input. */
  public void add(String where, float[] device, float[] twin, Expectation expected) {
    for (int i = 0; i < expected.length(); ++i) {
      bits(where, i, device[i], twin[i]);
      truth(where, i, device[i], expected.truth()[i], expected.bound()[i], expected.naive()[i]);
    }
  }

  /** Counts: device, twin and truth must be equal. */
  public void add(String where, int[] device, int[] twin, int[] truth) {
    for (int i = 0; i < truth.length; ++i) {
      ++values;
      if (device[i] != twin[i]) {
        ++differingBits;
        offend("%s, index %d: device %d, twin %d", where, i, device[i], twin[i]);
      }
      truth(where, i, device[i], truth[i], 0, truth[i]);
    }
  }

  /** One value of the device against the twin's. */
  public void bits(String where, int index, float device, float twin) {
    ++values;
    // floatToIntBits makes one value of all NaNs, and keeps +0 and -0 apart.
    if (Float.floatToIntBits(device) != Float.floatToIntBits(twin)) {
      ++differingBits;
      offend("%s, index %d: device %s, twin %s", where, index, hex(device), hex(twin));
    }
  }

  /** One value of the device against the truth; the device's may be a sum of two floats. */
  public void truth(
      String where,
      int index,
      double device,
      double truthValue,
      double boundValue,
      double naiveValue) {
    double error = distance(device, truthValue);
    // Not (error > bound): a NaN must fail. No error needs no bound, which an infinity may lack.
    if (error != 0 && !(error <= boundValue)) {
      ++outside;
      offend(
          "%s, index %d: %s instead of %s, error %.3g, allowed %.3g",
          where, index, device, truthValue, error, boundValue);
    }
    worstAbsolute = worse(worstAbsolute, error);
    if (!Double.isInfinite(truthValue)) {
      naive = worse(naive, distance(naiveValue, truthValue));
    }
    double taken = error == 0 ? 0 : error / boundValue;
    if (!(taken <= share)) {
      share = Double.isNaN(taken) ? Double.POSITIVE_INFINITY : taken;
      bound = boundValue;
    }
    // Where the bound allows every digit to be wrong, a relative error says nothing.
    if (error > 0 && (boundValue < Math.abs(truthValue) || error > boundValue)) {
      worstRelative = worse(worstRelative, error / Math.abs(truthValue));
      worstUlp = worse(worstUlp, error / Bounded.ulp(truthValue));
    }
  }

  /** What was found so far. */
  public Stage result() {
    return new Stage(
        stage,
        values,
        differingBits,
        outside,
        worstAbsolute,
        worstRelative,
        worstUlp,
        bound,
        share,
        naive,
        offender);
  }

  /** 0 for two NaNs, and for an infinity where the truth is beyond the largest float32. */
  private static double distance(double value, double truth) {
    if (Double.isNaN(value) && Double.isNaN(truth)) {
      return 0;
    }
    return Double.isInfinite(value) && value == (float) truth ? 0 : Math.abs(value - truth);
  }

  /** The larger, NaN above all. */
  private static double worse(double a, double b) {
    return Math.max(a, b);
  }

  private static String hex(float value) {
    return value + " (" + Float.toHexString(value) + ")";
  }

  private void offend(String format, Object... arguments) {
    if (offender.isEmpty()) {
      offender = String.format(Locale.ROOT, format, arguments);
    }
  }
}
