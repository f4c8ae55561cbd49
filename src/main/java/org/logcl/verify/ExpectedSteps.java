package org.logcl.verify;

import static org.logcl.verify.Bounded.ONE;
import static org.logcl.verify.Bounded.exact;
import static org.logcl.verify.Bounded.nearest;

import org.logcl.kernel.Elementary;
import org.logcl.kernel.SgdUpdate;
import org.logcl.kernel.Shape;

/** Truth and bounds of what works element by element: running analyses of the kernels' formulas. */
public final class ExpectedSteps {
  private ExpectedSteps() {}

  /**
   * One operation of exact operands: one rounding each for arithmetic, none for truncation and
   * flush, for elementary functions the ulp that were measured over all inputs.
   */
  public static Expectation elementary(
      Elementary.Function function, float[] a, float[] b, float[] c) {
    Expectation expected = Expectation.of(a.length);
    for (int i = 0; i < a.length; ++i) {
      Bounded x = exact(a[i]);
      Bounded y = exact(b[i]);
      Bounded z = exact(c[i]);
      switch (function) {
        case ADD -> set(expected, i, x.plus(y), a[i] + b[i]);
        case MULTIPLY -> set(expected, i, x.times(y), a[i] * b[i]);
        case FMA -> set(expected, i, x.fma(y, z), a[i] * b[i] + c[i]);
        case MULTIPLY_THEN_ADD -> set(expected, i, x.times(y).plus(z), a[i] * b[i] + c[i]);
        case TRUNCATE -> set(expected, i, exact(Truth.truncate(a[i])), (int) a[i]);
        case FLUSH -> set(expected, i, exact(Truth.flush(a[i])), a[i]);
        case EXP -> set(expected, i, x.exp(), Naive.exp(a[i]));
        case LOG -> set(expected, i, x.log(), Naive.log(a[i]));
        case LOG1P -> set(expected, i, x.log1p(), Naive.log(1 + a[i]));
        case RECIPROCAL -> set(expected, i, x.reciprocal(), 1 / a[i]);
        case SQRT -> set(expected, i, x.sqrt(), (float) Math.sqrt(a[i]));
      }
    }
    return expected;
  }

  private static void set(Expectation expected, int i, Bounded result, float naive) {
    expected.set(i, result.value(), result.error(), naive);
  }

  /** Velocity and parameters after a step. */
  public record Update(Expectation velocity, Expectation params) {
    /** Of one step of gradient descent with momentum and L2. */
    public static Update of(
        Shape shape,
        SgdUpdate.Step step,
        Guarded.Total gradient,
        float[] params,
        float[] velocity) {
      int length = shape.parameters();
      Update expected = new Update(Expectation.of(length), Expectation.of(length));
      for (int i = 0; i < length; ++i) {
        float l2 = i < shape.weights() ? step.l2() : 0;
        float high = gradient.high()[i];
        float low = gradient.low()[i];
        Truth.Step truth =
            Truth.Step.of(
                (double) high + low,
                step.inverseWeight(),
                l2,
                step.momentum(),
                step.rate(),
                velocity[i],
                params[i]);
        Bounded w = exact(params[i]);
        Bounded shrink = exact(l2).times(w).flushed();
        Bounded sum = exact(high).plus(exact(low)).flushed();
        Bounded g = sum.fma(exact(step.inverseWeight()), shrink).flushed();
        Bounded v = exact(step.momentum()).fma(exact(velocity[i]), g).flushed();
        Bounded next = exact(-step.rate()).fma(v, w).flushed();
        float naive =
            step.momentum() * velocity[i] + (high * step.inverseWeight() + l2 * params[i]);
        expected.velocity.set(i, truth.velocity(), v.error(), naive);
        expected.params.set(i, truth.parameter(), next.error(), params[i] - step.rate() * naive);
      }
      return expected;
    }
  }

  /** Row losses and weighted gradients of binary log loss from probabilities. */
  public record Losses(Expectation losses, Expectation gradients) {
    private static final Bounded CLAMP = exact(-100);

    /** Of each row. */
    public static Losses of(float[] probabilities, float[] targets, float[] weights) {
      int rows = probabilities.length;
      Losses expected = new Losses(Expectation.of(rows), Expectation.of(rows));
      for (int k = 0; k < rows; ++k) {
        Bounded p = exact(Truth.normal(probabilities[k]));
        Bounded y = exact(targets[k]).flushed();
        Bounded logP = p.log().atLeast(CLAMP);
        Bounded logQ = p.negated().log1p().atLeast(CLAMP);
        Bounded other = y.minus(ONE).times(logQ).flushed();
        Bounded loss = y.negated().fma(logP, other).flushed();
        Bounded spread = ONE.minus(p).times(p).atLeast(nearest(1e-12));
        Bounded gradient = p.minus(y).times(spread.reciprocal()).flushed();
        expected.losses.set(
            k,
            Truth.probabilityLoss(probabilities[k], targets[k]),
            loss.error(),
            Naive.probabilityLoss(probabilities[k], targets[k]));
        expected.gradients.set(
            k,
            weights[k] * Truth.probabilityGradient(probabilities[k], targets[k]),
            exact(weights[k]).times(gradient).flushed().error(),
            weights[k] * Naive.probabilityGradient(probabilities[k], targets[k]));
      }
      return expected;
    }
  }
}
