package org.logcl.verify;

import org.logcl.numerics.SplitMix;

/** Binary log loss from probabilities: edges against every target, then random values. */
final class ProbabilityLossCheck implements Check {
  private static final float[] PROBABILITIES = {
    0f,
    1f,
    0.5f,
    0x1p-149f,
    0x1.8p-127f,
    0x1p-126f,
    0x1p-100f,
    1e-12f,
    0x1p-41f,
    0x1p-40f,
    0x1p-39f,
    0x1p-24f,
    0x1.fffffep-1f,
    0x1.fffffcp-1f,
    0.25f,
    0.7f
  };
  private static final float[] TARGETS = {0f, 1f, 0.5f, 0.3f, 0x1p-39f, 0x1p-41f, 0x1.fffffep-1f};
  private final int count;
  private final long seed;

  ProbabilityLossCheck(int count, long seed) {
    this.count = count;
    this.seed = seed;
  }

  @Override
  public String what() {
    return count + " probabilities";
  }

  @Override
  public void run(Trial trial) {
    SplitMix random = new SplitMix(seed);
    float[] probabilities = new float[count];
    float[] targets = new float[count];
    float[] weights = new float[count];
    for (int i = 0; i < count; ++i) {
      boolean edge = i < PROBABILITIES.length * TARGETS.length;
      float v = random.nextFloat();
      probabilities[i] =
          edge ? PROBABILITIES[i % PROBABILITIES.length] : i % 3 == 0 ? v * v * v : v;
      targets[i] = i % 5 == 0 ? random.nextFloat() : i % 2;
      targets[i] = edge ? TARGETS[i / PROBABILITIES.length] : targets[i];
      weights[i] = edge ? 1 : random.nextFloat() * 2;
    }
    Guarded.Losses device = trial.onDevice.probabilityLoss(probabilities, targets, weights);
    Guarded.Losses twin = trial.onTwin.probabilityLoss(probabilities, targets, weights);
    ExpectedSteps.Losses expected = ExpectedSteps.Losses.of(probabilities, targets, weights);
    trial.stage("probability loss").add(what(), device.losses(), twin.losses(), expected.losses());
    trial
        .stage("probability gradient")
        .add(what(), device.gradients(), twin.gradients(), expected.gradients());
  }
}
