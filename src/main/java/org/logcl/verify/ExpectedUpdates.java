package org.logcl.verify;

import static org.logcl.verify.Bounded.exact;

import org.logcl.kernel.AdagradUpdate;
import org.logcl.kernel.AdamUpdate;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;

/**
 * Truth and bounds of the steps of descent other than plain SGD's: the textbook rule in double
 * precision, and a running analysis of the kernels' formulas.
 *
 * @param params parameters after the step
 * @param first velocity or first moment after it
 * @param second second moment after it
 */
public record ExpectedUpdates(Expectation params, Expectation first, Expectation second) {
  private static ExpectedUpdates of(GuardedUpdates.State before) {
    int length = before.params().length;
    ExpectedUpdates expected =
        new ExpectedUpdates(Expectation.of(length), Expectation.of(length), Expectation.of(length));
    for (int i = 0; i < length; ++i) {
      // What a rule does not use stays as it is.
      expected.first.set(i, before.first()[i], 0, before.first()[i]);
      expected.second.set(i, before.second()[i], 0, before.second()[i]);
    }
    return expected;
  }

  /** Of one step of SGD with Nesterov's momentum. */
  public static ExpectedUpdates nesterov(
      Shape shape, SgdUpdate.Step step, Guarded.Total gradient, GuardedUpdates.State before) {
    ExpectedUpdates expected = of(before);
    for (int i = 0; i < before.params().length; ++i) {
      float w = before.params()[i];
      float velocity = before.first()[i];
      float l2 = i < shape.weights() ? step.l2() : 0;
      Gradient of = Gradient.of(gradient, i, step.inverseWeight(), l2, w);
      double v = step.momentum() * (double) velocity + of.truth;
      double next = w - step.rate() * (step.momentum() * v + of.truth);
      Bounded momentum = exact(step.momentum());
      Bounded bv = momentum.fma(exact(velocity), of.bounded).flushed();
      Bounded ahead = momentum.fma(bv, of.bounded).flushed();
      Bounded bw = exact(-step.rate()).fma(ahead, exact(w)).flushed();
      float nv = step.momentum() * velocity + of.naive;
      expected.first.set(i, v, bv.error(), nv);
      expected.params.set(i, next, bw.error(), w - step.rate() * (step.momentum() * nv + of.naive));
    }
    return expected;
  }

  /** Of one step of Adam or AdamW. */
  public static ExpectedUpdates adam(
      Shape shape, AdamUpdate.Step step, Guarded.Total gradient, GuardedUpdates.State before) {
    ExpectedUpdates expected = of(before);
    for (int i = 0; i < before.params().length; ++i) {
      boolean penalised = i < shape.weights();
      float w = before.params()[i];
      float first = before.first()[i];
      float second = before.second()[i];
      Gradient of = Gradient.of(gradient, i, step.inverseWeight(), penalised ? step.l2() : 0, w);
      float decay = penalised ? step.decay() : 0;
      double m = step.beta1() * (double) first + step.rest1() * of.truth;
      double v = step.beta2() * (double) second + step.rest2() * of.truth * of.truth;
      double root = StrictMath.sqrt(v * step.correction());
      double next = w - (double) decay * w - step.rate() * m / (root + step.epsilon());
      Bounded bm =
          exact(step.beta1())
              .fma(exact(first), exact(step.rest1()).times(of.bounded).flushed())
              .flushed();
      Bounded square = of.bounded.times(of.bounded).flushedSquare();
      Bounded bv =
          exact(step.beta2())
              .fma(exact(second), exact(step.rest2()).times(square).flushedSquare())
              .flushedSquare();
      Bounded broot = bv.times(exact(step.correction())).flushedSquare().sqrt();
      Bounded direction = bm.times(broot.plus(exact(step.epsilon())).reciprocal()).flushed();
      Bounded kept = exact(-decay).fma(exact(w), exact(w)).flushed();
      Bounded bw = exact(-step.rate()).fma(direction, kept).flushed();
      float nm = step.beta1() * first + step.rest1() * of.naive;
      float nv = step.beta2() * second + step.rest2() * of.naive * of.naive;
      float ndirection = nm / ((float) Math.sqrt(nv * step.correction()) + step.epsilon());
      expected.first.set(i, m, bm.error(), nm);
      expected.second.set(i, v, bv.error(), nv);
      expected.params.set(i, next, bw.error(), w - decay * w - step.rate() * ndirection);
    }
    return expected;
  }

  /** Of one step of AdaGrad. */
  public static ExpectedUpdates adagrad(
      Shape shape, AdagradUpdate.Step step, Guarded.Total gradient, GuardedUpdates.State before) {
    ExpectedUpdates expected = of(before);
    for (int i = 0; i < before.params().length; ++i) {
      float w = before.params()[i];
      float second = before.second()[i];
      float l2 = i < shape.weights() ? step.l2() : 0;
      Gradient of = Gradient.of(gradient, i, step.inverseWeight(), l2, w);
      double v = second + of.truth * of.truth;
      double next = w - step.rate() * of.truth / (StrictMath.sqrt(v) + step.epsilon());
      Bounded bv = exact(second).plus(of.bounded.times(of.bounded).flushedSquare()).flushedSquare();
      Bounded direction =
          of.bounded.times(bv.sqrt().plus(exact(step.epsilon())).reciprocal()).flushed();
      Bounded bw = exact(-step.rate()).fma(direction, exact(w)).flushed();
      float nv = second + of.naive * of.naive;
      float ndirection = of.naive / ((float) Math.sqrt(nv) + step.epsilon());
      expected.second.set(i, v, bv.error(), nv);
      expected.params.set(i, next, bw.error(), w - step.rate() * ndirection);
    }
    return expected;
  }

  /** The gradient of the mean with its penalty. */
  private record Gradient(double truth, Bounded bounded, float naive) {
    static Gradient of(Guarded.Total total, int i, float inverseWeight, float l2, float w) {
      float high = total.high()[i];
      float low = total.low()[i];
      Bounded shrink = exact(l2).times(exact(w)).flushed();
      Bounded sum = exact(high).plus(exact(low)).flushed();
      return new Gradient(
          ((double) high + low) * inverseWeight + (double) l2 * w,
          sum.fma(exact(inverseWeight), shrink).flushed(),
          high * inverseWeight + l2 * w);
    }
  }
}
