package org.logcl.kernel;

import org.logcl.numerics.SplitMix;
import org.logcl.verify.Guarded;
import org.logcl.verify.GuardedUpdates.State;
import org.logcl.verify.Problem;

/**
 * Gradients and moments for the tests of steps: zeros, ordinary numbers, and some that are flushed.
 */
final class UpdateStates {
  private UpdateStates() {}

  static Guarded.Total gradient(Shape shape, SplitMix random) {
    int length = shape.parameters();
    return new Guarded.Total(values(length, 10, random), values(length, 1e-6f, random));
  }

  static State before(Problem p, SplitMix random) {
    int length = p.shape().parameters();
    float[] second = values(length, 2, random);
    for (int i = 0; i < length; ++i) {
      second[i] = second[i] * second[i];
    }
    return new State(p.params(), values(length, 1, random), second);
  }

  private static float[] values(int length, float scale, SplitMix random) {
    float[] values = new float[length];
    for (int i = 0; i < length; ++i) {
      float v = (random.nextFloat() - 0.5f) * scale;
      values[i] = i % 6 == 0 ? 0 : i % 7 == 0 ? Math.scalb(v, -36) : v;
    }
    return values;
  }
}
