package org.logcl.verify;

import java.util.Locale;

/**
 * Collects what one stage finds: the device's values against the twin's, bit by bit, and against
 * the truth, bound by bound.
 */
public final class Comparison {
  private final String stage;
  private final Naming naming;
  private final Bands bands = new Bands();
  private long values;
  private long judged;
  private long differingBits;
  private long outside;
  private double worstAbsolute;
  private double worstRelative;
  private double worstUlp;
  private double bound;
  private double share;
  private double naive;
  private String worstAt = "";
  private String offender = "";

  /** Names a value in messages. */
  @FunctionalInterface
  interface Naming {
    String of(String where, int index);
  }

  /** A comparison without values yet. */
  public Comparison(String stage) {
    this(stage, (where, index) -> where + ", index " + index);
  }

  /** A comparison without values yet, with its own names for them. */
  Comparison(String stage, Naming naming) {
    this.stage = stage;
    this.naming = naming;
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
        offend(where, i, "device %d, twin %d", device[i], twin[i]);
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
      offend(where, index, "device %s, twin %s", hex(device), hex(twin));
    }
  }

  /** One value in double, as a sum of two floats gives it, of the device against the twin's. */
  public void bits(String where, int index, double device, double twin) {
    ++values;
    if (Double.doubleToLongBits(device) != Double.doubleToLongBits(twin)) {
      ++differingBits;
      offend(where, index, "device %s, twin %s", device, twin);
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
    ++judged;
    double error = distance(device, truthValue);
    // Not (error > bound): a NaN must fail. No error needs no bound, which an infinity may lack.
    if (error != 0 && !(error <= boundValue)) {
      ++outside;
      offend(
          where,
          index,
          "%s instead of %s, error %.3g, allowed %.3g",
          device,
          truthValue,
          error,
          boundValue);
    }
    double taken = error == 0 ? 0 : error / boundValue;
    taken = Double.isNaN(taken) ? Double.POSITIVE_INFINITY : taken;
    if (taken > share) {
      share = taken;
      bound = boundValue;
      worstAt = naming.of(where, index);
    }
    worstAbsolute = worse(worstAbsolute, error);
    if (Double.isFinite(truthValue)) {
      double naiveError = distance(naiveValue, truthValue);
      naive = worse(naive, naiveError);
      bands.add(truthValue, error, taken, naiveError);
    }
    // Where the bound allows every digit to be wrong, a relative error says nothing.
    if (error > 0 && (boundValue < Math.abs(truthValue) || error > boundValue)) {
      worstRelative = worse(worstRelative, error / Math.abs(truthValue));
      worstUlp = worse(worstUlp, error / Bounded.ulp(truthValue));
    }
  }

  /** One value of the device that a rule fixes, bit by bit. */
  void fixed(String where, int index, float device, float rule) {
    ++judged;
    if (Float.floatToIntBits(device) != Float.floatToIntBits(rule)) {
      ++outside;
      share = Double.POSITIVE_INFINITY;
      offend(where, index, "%s instead of %s, which a rule fixes", hex(device), hex(rule));
    }
  }

  /** Adds what another comparison found in values that come after these. */
  void add(Comparison later) {
    values += later.values;
    judged += later.judged;
    differingBits += later.differingBits;
    outside += later.outside;
    worstAbsolute = worse(worstAbsolute, later.worstAbsolute);
    worstRelative = worse(worstRelative, later.worstRelative);
    worstUlp = worse(worstUlp, later.worstUlp);
    naive = worse(naive, later.naive);
    bands.add(later.bands);
    if (later.share > share) {
      share = later.share;
      bound = later.bound;
      worstAt = later.worstAt;
    }
    offender = offender.isEmpty() ? later.offender : offender;
  }

  /** What was found so far. */
  public Stage result() {
    return new Stage(
        stage,
        values,
        judged,
        differingBits,
        outside,
        worstAbsolute,
        worstRelative,
        worstUlp,
        bound,
        share,
        naive,
        worstAt,
        offender,
        bands.result());
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

  private void offend(String where, int index, String format, Object... arguments) {
    if (offender.isEmpty()) {
      offender = naming.of(where, index) + ": " + String.format(Locale.ROOT, format, arguments);
    }
  }
}
