package org.logcl.verify;

import org.logcl.numerics.Canonical;
import org.logcl.numerics.SplitMix;

/** The total of two floats over many chunks of very different size, begun and gone on with. */
final class CombineCheck implements Check {
  private static final int PARAMETERS = 17;
  private final int chunks;
  private final long seed;

  CombineCheck(int chunks, long seed) {
    this.chunks = chunks;
    this.seed = seed;
  }

  @Override
  public String what() {
    return PARAMETERS + " parameters in " + chunks + " chunks";
  }

  @Override
  public void run(Trial trial) {
    SplitMix random = new SplitMix(seed);
    float[] partials = new float[PARAMETERS * chunks];
    for (int i = 0; i < partials.length; ++i) {
      float scale = Float.intBitsToFloat(((int) (random.next() >>> 60) + 118) << 23);
      partials[i] = Canonical.flush((random.nextFloat() - 0.4f) * scale);
    }
    Guarded.Total total = compare(trial, what(), PARAMETERS, chunks, partials, null);
    compare(trial, what() + ", going on", PARAMETERS, chunks, partials, total);
  }

  static Guarded.Total compare(
      Trial trial,
      String what,
      int parameters,
      int chunks,
      float[] partials,
      Guarded.Total before) {
    Guarded.Total device = trial.onDevice.combine(parameters, chunks, partials, before);
    Guarded.Total twin = trial.onTwin.combine(parameters, chunks, partials, before);
    Expectation expected = ExpectedSums.combine(parameters, chunks, partials, before);
    Comparison stage = trial.stage("combined gradient");
    for (int i = 0; i < parameters; ++i) {
      stage.bits(what, i, device.high()[i], twin.high()[i]);
      stage.bits(what, i, device.low()[i], twin.low()[i]);
      double sum = (double) device.high()[i] + device.low()[i];
      stage.truth(what, i, sum, expected.truth()[i], expected.bound()[i], expected.naive()[i]);
    }
    return twin;
  }
}
