package org.logcl.objective;

import org.logcl.kernel.AdagradUpdate;
import org.logcl.kernel.AdamUpdate;
import org.logcl.kernel.Backend;
import org.logcl.kernel.Floats;
import org.logcl.kernel.Shape;
import org.logcl.objective.LinearObjective.Descent;

/**
 * Steps of mini-batch descent by any {@link Rule}, and what a rule remembers from step to step. The
 * numbers of a step are computed in double, in the order of the steps, and rounded once.
 */
final class Stepper {
  private final Backend backend;
  private final Shape shape;
  private final Floats params;
  private final Floats velocity;
  private final Resources made;
  // Null until a rule has a use for them.
  private Floats second;
  private Floats factor;
  // beta^t of the steps so far.
  private double power1 = 1;
  private double power2 = 1;

  /**
   * For these parameters.
   *
   * @param velocity of zeros, for a velocity or the first moment
   * @param made where it puts the arrays that it makes
   */
  Stepper(Backend backend, Shape shape, Floats params, Floats velocity, Resources made) {
    this.backend = backend;
    this.shape = shape;
    this.params = params;
    this.velocity = velocity;
    this.made = made;
  }

  /** A step against a summed gradient, which clipping scales in place. */
  void step(Descent descent, float inverseWeight, Floats high, Floats low) {
    if (descent.clipNorm() > 0) {
      if (factor == null) {
        factor = made.add(backend.floats("factor of the gradient", 1));
      }
      backend.gradientNorm(shape, inverseWeight, (float) descent.clipNorm(), high, low, factor);
      backend.gradientScale(shape, factor, high, low);
    }
    Rule rule = descent.rule();
    if (rule instanceof Rule.Adam adam) {
      adam(adam, descent, inverseWeight, high, low);
    } else if (rule instanceof Rule.Adagrad adagrad) {
      AdagradUpdate.Step step =
          new AdagradUpdate.Step(
              inverseWeight,
              (float) descent.rate(),
              (float) adagrad.epsilon(),
              (float) descent.l2());
      backend.adagradUpdate(shape, step, high, low, params, second());
    } else {
      Rule.Momentum momentum = (Rule.Momentum) rule;
      if (momentum.nesterov()) {
        backend.nesterovUpdate(shape, descent.step(inverseWeight), high, low, params, velocity);
      } else {
        backend.sgdUpdate(shape, descent.step(inverseWeight), high, low, params, velocity);
      }
    }
  }

  private void adam(Rule.Adam adam, Descent descent, float inverseWeight, Floats high, Floats low) {
    power1 *= adam.beta1();
    power2 *= adam.beta2();
    AdamUpdate.Step step =
        new AdamUpdate.Step(
            inverseWeight,
            (float) (descent.rate() / (1 - power1)),
            (float) adam.beta1(),
            (float) (1 - adam.beta1()),
            (float) adam.beta2(),
            (float) (1 - adam.beta2()),
            (float) (1 / (1 - power2)),
            (float) adam.epsilon(),
            (float) descent.l2(),
            (float) (descent.rate() * adam.decay()));
    backend.adamUpdate(shape, step, high, low, params, velocity, second());
  }

  /** What is remembered now; waits for the device. */
  Memory memory() {
    float[] seconds = second == null ? new float[0] : second.toArray();
    return new Memory(velocity.toArray(), seconds, power1, power2);
  }

  void restore(Memory memory) {
    velocity.write(0, memory.velocity(), 0, memory.velocity().length);
    if (memory.second().length > 0) {
      second().write(0, memory.second(), 0, memory.second().length);
    } else if (second != null) {
      // It was made after what is restored.
      second.write(0, new float[shape.parameters()], 0, shape.parameters());
    }
    power1 = memory.power1();
    power2 = memory.power2();
  }

  private Floats second() {
    if (second == null) {
      second = made.add(backend.floats("second moment", shape.parameters()));
    }
    return second;
  }
}
